package farebox.training.neural.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import farebox.training.Digests;
import farebox.training.ModelArtifact;
import farebox.training.card.ModelCard;
import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Scored;
import farebox.training.export.Latency;
import farebox.training.export.Parity;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes a model of texts: for its readers, and for publishing.
 *
 * @param file of the data
 */
record TextDescriptions(TextSpec spec, Path file) {
    /** How much of the data was learned from and tested on: texts of a classifier, else characters. */
    record Amounts(int training, int test) {}

    /** What the served graph is and how it behaves; nothing is compared for a graph that is no classifier. */
    static ModelCard.Graph graph(long bytes, Parity parity, Latency latency) {
        return new ModelCard.Graph(
                bytes,
                parity.largestDifference(),
                parity.rows(),
                latency.median().toNanos() / 1_000,
                latency.ninetyNinth().toNanos() / 1_000);
    }

    /** The size alone. */
    static ModelCard.Graph graph(long bytes) {
        return new ModelCard.Graph(bytes, 0, 0, 0, 0);
    }

    /** All metrics of a classification. */
    static Map<String, Double> metrics(Scored scored) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Metric.of(scored.task()).forEach(metric -> metrics.put(metric.word(), metric.measure(scored)));
        return metrics;
    }

    ModelArtifact artifact(ModelArtifact.Spec served, Map<String, Double> metrics) {
        return ModelArtifact.of(
                served,
                metrics,
                new ModelArtifact.Origin(
                        spec.family(),
                        spec.parameters(),
                        spec.seed(),
                        Digests.sha256(spec.toString().getBytes(UTF_8)),
                        Digests.sha256(file)));
    }

    /** The card of a classifier. */
    ModelCard card(Amounts amounts, List<String> labels, Scored scored, ModelCard.Graph graph) {
        return card(
                "text-classification",
                amounts,
                metrics(scored),
                new Detail(
                        spec.target(),
                        List.of(new ModelCard.Input(spec.text(), "text")),
                        ModelCard.Classes.of(labels, scored)),
                graph);
    }

    /** The card of a model that predicts no labels. */
    ModelCard card(Amounts amounts, Map<String, Double> metrics, ModelCard.Graph graph) {
        return card(
                spec.family().replace('_', '-'),
                amounts,
                metrics,
                new Detail("", List.of(), ModelCard.Classes.NONE),
                graph);
    }

    /** What only a classifier has. */
    private record Detail(String target, List<ModelCard.Input> columns, ModelCard.Classes classes) {}

    private ModelCard card(
            String task, Amounts amounts, Map<String, Double> metrics, Detail detail, ModelCard.Graph graph) {
        return new ModelCard(
                task,
                detail.target(),
                spec.family(),
                spec.parameters(),
                new ModelCard.Data(spec.data(), amounts.training(), amounts.test(), detail.columns(), List.of()),
                metrics,
                List.of(),
                detail.classes(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                graph,
                Optional.empty(),
                spec.seed());
    }
}
