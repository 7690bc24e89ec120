package farebox.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import farebox.monitoring.ModelDistributions;
import farebox.training.card.ModelCard;
import farebox.training.data.Table;
import farebox.training.evaluation.RankCurves;
import farebox.training.evaluation.Scored;
import farebox.training.export.FittedModel;
import farebox.training.features.Target;
import farebox.training.onnx.Labels;
import farebox.training.search.Candidate;
import farebox.training.search.Leaderboard;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.TrainingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Describes a reviewed model: for its readers, and for a registry. */
final class Descriptions {
    private static final int MAX_PREDICTIONS = 500;
    private static final int BACKGROUND_ROWS = 10;

    private final TrainingSpec spec;
    private final TrainingData data;
    private final Optional<ModelCard.Compression> compression;

    /** @param compression how the model was made smaller, if it was */
    Descriptions(TrainingSpec spec, TrainingData data, Optional<ModelCard.Compression> compression) {
        this.spec = spec;
        this.data = data;
        this.compression = compression;
    }

    TrainingResult.Trained trained(ModelReview.Choice choice, ModelReview.Findings findings) {
        return new TrainingResult.Trained(
                new TrainingResult.Model(
                        findings.graph(),
                        Optional.empty(),
                        background(),
                        Optional.of(baseline(findings)),
                        artifact(choice, findings)),
                card(choice, findings),
                Optional.of(predictions(choice, findings)));
    }

    ModelCard card(ModelReview.Choice choice, ModelReview.Findings findings) {
        Candidate candidate = choice.candidate();
        return new ModelCard(
                task(),
                spec.target(),
                candidate.family().name(),
                candidate.parameters().values(),
                dataOf(),
                findings.evaluation().metrics(),
                trials(choice.board()),
                ModelCard.Classes.of(target().labels(), findings.evaluation().scored()),
                predictions(findings.evaluation().scored()),
                findings.evaluation().importance(),
                findings.evaluation().contributions(),
                findings.evaluation().robustness(),
                ModelCard.Graph.of(findings.report()),
                compression,
                spec.seed());
    }

    private ModelArtifact artifact(ModelReview.Choice choice, ModelReview.Findings findings) {
        List<ModelArtifact.Column> columns = data.columns().names().stream()
                .filter(findings.graph().inputs()::contains)
                .map(name -> new ModelArtifact.Column(name, name, true))
                .toList();
        return ModelArtifact.of(served(columns), findings.evaluation().metrics(), origin(choice.candidate()));
    }

    /** What the trained model says of the held-out rows, and not its graph unless that is another model by now. */
    private TestPredictions predictions(ModelReview.Choice choice, ModelReview.Findings findings) {
        return TestPredictions.of(
                data.test().table(),
                data.columns().names(),
                data.test().target(),
                findings.report().parity().holds()
                        ? choice.model().predict(data.test().table())
                        : findings.evaluation().scored().predictions());
    }

    /** Training rows, drawn by the seed. */
    private List<Map<String, Object>> background() {
        Table table = data.train().table();
        return TrainingContext.random(spec.seed())
                .ints(BACKGROUND_ROWS, 0, table.rows())
                .mapToObj(row -> TestPredictions.row(table, data.columns().names(), row))
                .toList();
    }

    private ModelDistributions baseline(ModelReview.Findings findings) {
        List<String> columns = data.columns().names().stream()
                .filter(findings.graph().inputs()::contains)
                .toList();
        return Baseline.of(data.train().table(), columns, findings.evaluation().scored(), target().labels());
    }

    private ModelArtifact.Spec served(List<ModelArtifact.Column> columns) {
        List<String> labels = target().labels();
        return labels.isEmpty()
                ? new ModelArtifact.Spec.TabularRegression(columns, FittedModel.VALUE)
                : new ModelArtifact.Spec.TabularClassification(
                        columns, ModelArtifact.Scores.ofProbabilities(Labels.PROBABILITIES, labels));
    }

    private ModelArtifact.Origin origin(Candidate candidate) {
        return new ModelArtifact.Origin(
                candidate.family().name(),
                candidate.parameters().values(),
                spec.seed(),
                Digests.sha256(spec.toString().getBytes(UTF_8)),
                data.sha256());
    }

    private Target target() {
        return data.train().target();
    }

    private String task() {
        return target().labels().isEmpty() ? "tabular-regression" : "tabular-classification";
    }

    private ModelCard.Data dataOf() {
        return new ModelCard.Data(
                spec.data().train(),
                data.train().rows(),
                data.test().rows(),
                data.columns().used().stream()
                        .map(column ->
                                new ModelCard.Input(column.name(), column.type().word()))
                        .toList(),
                data.columns().unused().stream()
                        .map(column -> new ModelCard.Input(column.name(), column.reason()))
                        .toList());
    }

    private static List<ModelCard.Trial> trials(Leaderboard board) {
        return board.entries().stream()
                .map(entry -> new ModelCard.Trial(
                        entry.candidate().label(), entry.rung(), entry.mean(), entry.standardError()))
                .toList();
    }

    private List<RankCurves.Point> predictions(Scored scored) {
        return IntStream.range(0, target().labels().isEmpty() ? Math.min(MAX_PREDICTIONS, scored.rows()) : 0)
                .mapToObj(row -> new RankCurves.Point(scored.targets()[row], scored.predictions()[row][0]))
                .toList();
    }
}
