package farebox.training.neural.job;

import farebox.training.Gate;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.MetricMeasured;
import java.util.List;
import java.util.Map;

/**
 * Reports what a model was measured to be, and holds it against its bounds.
 *
 * @param gate of the spec
 */
record Acceptance(Map<String, Double> gate, Progress progress) {
    TrainingResult of(Trained trained) {
        trained.card().metrics().forEach((metric, value) -> progress.report(new MetricMeasured(metric, value)));
        List<String> reasons = new Gate(gate)
                .reasonsAgainst(trained.card().metrics(), trained.card().graph().largestDifference());
        return reasons.isEmpty() ? trained : new TrainingResult.NotPromoted(reasons, trained.card());
    }
}
