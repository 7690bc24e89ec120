package farebox.training;

import java.util.List;
import java.util.Map;

/**
 * What a folder of a trained model says about itself, in {@code model.json} beside {@code model.onnx}: all that a
 * registry needs to publish it.
 *
 * @param task {@code tabular_classification} or {@code tabular_regression}
 * @param inputs the named columns, each an input of the graph of shape [rows, 1]
 * @param labels the classes, in the order of the graph's probabilities; empty for a regression
 * @param metrics on rows that the model was not trained on
 */
public record ModelArtifact(
        String task,
        List<Input> inputs,
        List<String> labels,
        Map<String, Double> metrics,
        Graph graph,
        Provenance provenance) {
    public static final String GRAPH_FILE = "model.onnx";
    public static final String DESCRIPTION_FILE = "model.json";

    public ModelArtifact {
        inputs = List.copyOf(inputs);
        labels = List.copyOf(labels);
    }

    /** @param type {@code number} for float32, {@code category} for string */
    public record Input(String name, String type) {}

    /** @param sha256 of the file, in hexadecimal */
    public record Graph(String file, String sha256, long bytes) {}

    /** Where the model comes from; the same values give the same model. */
    public record Provenance(
            String specSha256, String dataSha256, String family, Map<String, Double> parameters, long seed) {}
}
