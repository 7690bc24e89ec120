package farebox.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import farebox.training.card.ModelCard;
import farebox.training.evaluation.Calibration;
import farebox.training.evaluation.RankCurves;
import farebox.training.evaluation.Scored;
import farebox.training.export.GraphReport;
import farebox.training.features.Target;
import farebox.training.search.Candidate;
import farebox.training.search.Leaderboard;
import farebox.training.spec.TrainingSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Describes a reviewed model: for its readers, and for a registry. */
final class Descriptions {
    private static final int MAX_PREDICTIONS = 500;

    private final TrainingSpec spec;
    private final TrainingData data;

    Descriptions(TrainingSpec spec, TrainingData data) {
        this.spec = spec;
        this.data = data;
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
                classes(findings.evaluation().scored()),
                predictions(findings.evaluation().scored()),
                findings.evaluation().importance(),
                findings.evaluation().contributions(),
                findings.evaluation().robustness(),
                graph(findings.report()),
                spec.seed());
    }

    ModelArtifact artifact(ModelReview.Choice choice, ModelReview.Findings findings) {
        byte[] graph = findings.graph().toBytes();
        return new ModelArtifact(
                task(),
                data.columns().used().stream()
                        .filter(column -> findings.graph().inputs().contains(column.name()))
                        .map(column -> new ModelArtifact.Input(
                                column.name(), column.type().word()))
                        .toList(),
                target().labels(),
                findings.evaluation().metrics(),
                new ModelArtifact.Graph(ModelArtifact.GRAPH_FILE, Digests.sha256(graph), graph.length),
                new ModelArtifact.Provenance(
                        Digests.sha256(spec.toString().getBytes(UTF_8)),
                        data.sha256(),
                        choice.candidate().family().name(),
                        choice.candidate().parameters().values(),
                        spec.seed()));
    }

    private Target target() {
        return data.train().target();
    }

    private String task() {
        return target().labels().isEmpty() ? "tabular_regression" : "tabular_classification";
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

    private ModelCard.Classes classes(Scored scored) {
        List<String> labels = target().labels();
        if (labels.isEmpty()) {
            return ModelCard.Classes.NONE;
        }
        return new ModelCard.Classes(
                labels,
                Arrays.stream(scored.confusion())
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList(),
                Calibration.of(scored).bins(),
                curves(labels, scored, RankCurves::roc),
                curves(labels, scored, RankCurves::precisionRecall));
    }

    private List<RankCurves.Point> predictions(Scored scored) {
        return IntStream.range(0, target().labels().isEmpty() ? Math.min(MAX_PREDICTIONS, scored.rows()) : 0)
                .mapToObj(row -> new RankCurves.Point(scored.targets()[row], scored.predictions()[row][0]))
                .toList();
    }

    private static Map<String, List<RankCurves.Point>> curves(
            List<String> labels, Scored scored, BiFunction<Scored, Integer, List<RankCurves.Point>> curve) {
        Map<String, List<RankCurves.Point>> curves = new LinkedHashMap<>();
        for (int c = 0; c < labels.size(); c++) {
            curves.put(labels.get(c), curve.apply(scored, c));
        }
        return curves;
    }

    private static ModelCard.Graph graph(GraphReport report) {
        return new ModelCard.Graph(
                report.bytes(),
                report.parity().largestDifference(),
                report.parity().rows(),
                microseconds(report.latency().median()),
                microseconds(report.latency().ninetyNinth()));
    }

    private static long microseconds(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
