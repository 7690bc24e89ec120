package farebox.training;

import farebox.training.evaluation.Evaluation;
import farebox.training.evaluation.Importance;
import farebox.training.export.FittedModel;
import farebox.training.export.GraphReport;
import farebox.training.export.ServedGraph;
import farebox.training.onnx.OnnxGraph;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.MetricMeasured;
import farebox.training.search.Candidate;
import farebox.training.search.Leaderboard;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.TrainingContext;
import java.util.List;

/** Exports a model, measures its graph on held-out rows, and holds it against the bounds of its spec. */
final class ModelReview {
    private final TrainingSpec spec;
    private final TrainingData data;

    ModelReview(TrainingSpec spec, TrainingData data) {
        this.spec = spec;
        this.data = data;
    }

    /** A fitted model and how it came to be chosen. */
    record Choice(FittedModel model, Candidate candidate, Leaderboard board) {}

    /** What was found out about its graph. */
    record Findings(OnnxGraph graph, Evaluation evaluation, GraphReport report) {}

    Findings review(Choice choice, Progress progress) {
        return review(choice, choice.model().toGraph(spec.target()), progress);
    }

    /** The same of another graph than the model exports. */
    Findings review(Choice choice, OnnxGraph graph, Progress progress) {
        try (ServedGraph served = ServedGraph.open(graph, 1)) {
            Importance.Sample test = new Importance.Sample(
                    data.test().table(), data.test().target(), data.columns().names());
            Evaluation evaluation =
                    Evaluation.of(served::predict, test, choice.board().metric(), TrainingContext.random(spec.seed()));
            evaluation.metrics().forEach((name, value) -> progress.report(new MetricMeasured(name, value)));
            GraphReport report = GraphReport.measure(
                    choice.model(),
                    graph,
                    served,
                    List.of(data.test().table(), data.train().table()));
            return new Findings(graph, evaluation, report);
        }
    }

    /**
     * Why a model must not be published; empty if it may.
     *
     * @param exported what was found out about the graph as the model exports it
     * @param served and about the graph that is served, which may be a smaller one
     */
    List<String> reasonsAgainst(Findings exported, Findings served) {
        return new Gate(spec.gate())
                .reasonsAgainst(
                        served.evaluation().metrics(),
                        exported.report().parity().largestDifference());
    }
}
