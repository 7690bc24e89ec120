package farebox.cli;

import farebox.training.pipeline.RunEvent;
import java.util.List;
import java.util.Optional;

/**
 * The losses of a run as bars, the longest of which is the highest.
 *
 * @param highest of all losses; 0 if there is none
 */
record LossBars(double highest) {
    private static final String LOSS = "train_loss";
    private static final int WIDTH = 40;

    static LossBars of(List<RunEvent> events) {
        return new LossBars(events.stream()
                .map(LossBars::loss)
                .flatMap(Optional::stream)
                .mapToDouble(loss -> loss)
                .max()
                .orElse(0));
    }

    /** Empty for an event without a loss. */
    String bar(RunEvent event) {
        return loss(event)
                .filter(_ -> highest > 0)
                .map(loss -> "  " + "█".repeat((int) Math.round(WIDTH * Math.max(0, loss) / highest)))
                .orElse("");
    }

    private static Optional<Double> loss(RunEvent event) {
        return Optional.ofNullable(event.metrics().get(LOSS)).filter(Double::isFinite);
    }
}
