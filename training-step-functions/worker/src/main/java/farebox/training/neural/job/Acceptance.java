package farebox.training.neural.job;

import farebox.training.Gate;
import farebox.training.GraphCompression;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.onnx.OnnxGraph;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.MetricMeasured;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reports what a model was measured to be, and holds it against its bounds.
 *
 * @param gate of the spec
 */
record Acceptance(Map<String, Double> gate, Progress progress) {
    TrainingResult of(Trained trained) {
        return of(trained, trained);
    }

    /**
     * The same for a graph, or for a smaller one in its place.
     *
     * @param review measures a graph on held-out data and describes it
     */
    TrainingResult of(OnnxGraph graph, Optional<GraphCompression> compression, Function<OnnxGraph, Trained> review) {
        Trained exported = review.apply(graph);
        return of(
                exported, compression.map(how -> smaller(exported, how, review)).orElse(exported));
    }

    private Trained smaller(Trained exported, GraphCompression compression, Function<OnnxGraph, Trained> review) {
        progress.report(
                new PhaseStarted("compress " + compression.spec().method().word()));
        return compression.of(exported, review);
    }

    /** @param exported whose graph does what the trained model does, as a smaller one need not */
    private TrainingResult of(Trained exported, Trained served) {
        served.card().metrics().forEach((metric, value) -> progress.report(new MetricMeasured(metric, value)));
        List<String> reasons = new Gate(gate)
                .reasonsAgainst(served.card().metrics(), exported.card().graph().largestDifference());
        return reasons.isEmpty() ? served : new TrainingResult.NotPromoted(reasons, served.card());
    }
}
