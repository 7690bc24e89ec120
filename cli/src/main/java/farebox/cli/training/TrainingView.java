package farebox.cli.training;

import farebox.cli.training.TrainingEvent.EpochFinished;
import farebox.cli.training.TrainingEvent.NoteAdded;
import farebox.cli.training.TrainingEvent.PhaseStarted;
import farebox.cli.training.TrainingEvent.SchemaRead;
import farebox.cli.training.TrainingEvent.TrialFinished;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows events to a person: a bar that moves where a terminal is, else a line for each. */
public final class TrainingView {
    private static final int WIDTH = 30;
    /** Moves to the start of the line and clears it. */
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private boolean barShown;

    /** @param terminal whether what is written can be overwritten */
    public TrainingView(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public void show(TrainingEvent event) {
        switch (event) {
            case PhaseStarted(String phase) -> {
                end();
                out.println(phase);
            }
            case SchemaRead schema -> SchemaView.lines(schema).forEach(out::println);
            case NoteAdded(String field, String note) -> {
                end();
                out.printf("  %s: %s%n", field, note);
            }
            case EpochFinished epoch -> step(epoch.epoch(), epoch.epochs(), text(epoch));
            case TrialFinished trial -> step(trial.trial(), trial.trials(), text(trial));
        }
        out.flush();
    }

    /** Leaves the last bar as it is. */
    public void end() {
        if (barShown) {
            out.println();
            barShown = false;
        }
        out.flush();
    }

    private void step(int done, int all, String text) {
        if (!terminal) {
            out.printf("  %s%n", text);
            return;
        }
        int filled = Math.clamp((long) WIDTH * done / Math.max(1, all), 0, WIDTH);
        out.print(CLEAR + "  " + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + text);
        barShown = true;
    }

    private static String text(EpochFinished epoch) {
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  loss %.4f  %s %.4f  %s left",
                epoch.epoch(),
                epoch.epochs(),
                epoch.loss(),
                epoch.score().metric(),
                epoch.score().value(),
                duration(epoch.secondsLeft()));
    }

    private static String text(TrialFinished trial) {
        return String.format(
                Locale.ROOT,
                "candidate %d/%d  %s %.4f  %s",
                trial.trial(),
                trial.trials(),
                trial.score().metric(),
                trial.score().value(),
                family(trial.candidate()));
    }

    /** A candidate's label without its parameters, which would not fit into a line. */
    private static String family(String candidate) {
        int end = candidate.indexOf(' ');
        return end < 0 ? candidate : candidate.substring(0, end);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : "%d:%02d min".formatted(whole / 60, whole % 60);
    }
}
