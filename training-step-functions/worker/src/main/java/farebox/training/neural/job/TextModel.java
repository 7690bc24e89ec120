package farebox.training.neural.job;

import farebox.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of texts with what serving needs beside its graph.
 *
 * @param task {@code text_classification}, {@code word_embeddings} or {@code text_generation}
 * @param tokenizer the {@code tokenizer.json} of the graph's tokens; none where the graph takes words
 * @param labels the classes, in the order of the graph's probabilities; empty for other tasks
 * @param metrics on texts that the model was not trained on
 */
public record TextModel(
        String task, OnnxGraph graph, Optional<String> tokenizer, List<String> labels, Map<String, Double> metrics) {
    public TextModel {
        labels = List.copyOf(labels);
        metrics = Map.copyOf(metrics);
    }
}
