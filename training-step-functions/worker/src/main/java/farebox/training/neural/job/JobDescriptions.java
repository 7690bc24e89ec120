package farebox.training.neural.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import farebox.training.Digests;
import farebox.training.ModelArtifact;
import farebox.training.card.ModelCard;
import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Robustness;
import farebox.training.evaluation.Scored;
import farebox.training.export.GraphReport;
import farebox.training.spec.TrainingSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Describes a model of texts or images: for its readers, and for publishing.
 *
 * @param data what the spec calls its data
 * @param origin of the model
 */
record JobDescriptions(String data, ModelArtifact.Origin origin) {
    /** How much of the data was learned from and tested on: texts or images of a classifier, else characters. */
    record Amounts(int training, int test) {}

    /**
     * What only a classifier has.
     *
     * @param target what the labels are called
     * @param contributions the mean size of what a part adds to a prediction
     */
    record Classifier(
            String task,
            String target,
            ModelCard.Input input,
            List<String> labels,
            Scored scored,
            List<ModelCard.Trial> leaderboard,
            Map<String, Double> contributions,
            List<Robustness> robustness) {}

    static JobDescriptions of(TextSpec spec, String dataSha256) {
        return new JobDescriptions(
                spec.data(),
                new ModelArtifact.Origin(
                        spec.family(), spec.parameters(), spec.seed(), sha256(spec.toString()), dataSha256));
    }

    /** @param parameters of the family, those that the spec leaves out included */
    static JobDescriptions of(TrainingSpec spec, Map<String, Double> parameters, String dataSha256) {
        return new JobDescriptions(
                spec.data().train(),
                new ModelArtifact.Origin(spec.family(), parameters, spec.seed(), sha256(spec.toString()), dataSha256));
    }

    private static String sha256(String text) {
        return Digests.sha256(text.getBytes(UTF_8));
    }

    ModelArtifact artifact(ModelArtifact.Spec served, Map<String, Double> metrics) {
        return ModelArtifact.of(served, metrics, origin);
    }

    /** The card of a classifier. */
    ModelCard card(Amounts amounts, Classifier classifier, GraphReport report) {
        return new ModelCard(
                classifier.task(),
                classifier.target(),
                origin.family(),
                origin.parameters(),
                new ModelCard.Data(data, amounts.training(), amounts.test(), List.of(classifier.input()), List.of()),
                Metric.measureAll(classifier.scored()),
                classifier.leaderboard(),
                ModelCard.Classes.of(classifier.labels(), classifier.scored()),
                List.of(),
                List.of(),
                classifier.contributions(),
                classifier.robustness(),
                ModelCard.Graph.of(report),
                Optional.empty(),
                origin.seed());
    }

    /** The card of a model that predicts no labels, and whose graph is compared with nothing. */
    ModelCard card(Amounts amounts, Map<String, Double> metrics, long bytes) {
        return new ModelCard(
                origin.family().replace('_', '-'),
                "",
                origin.family(),
                origin.parameters(),
                new ModelCard.Data(data, amounts.training(), amounts.test(), List.of(), List.of()),
                metrics,
                List.of(),
                ModelCard.Classes.NONE,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                new ModelCard.Graph(bytes, OptionalLong.empty(), 0, 0, 0, 0),
                Optional.empty(),
                origin.seed());
    }
}
