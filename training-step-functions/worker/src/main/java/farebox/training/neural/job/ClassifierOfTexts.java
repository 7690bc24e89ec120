package farebox.training.neural.job;

import farebox.training.ModelArtifact;
import farebox.training.onnx.OnnxGraph;
import farebox.training.text.ServedTexts;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A trained classifier of texts, before it is reviewed.
 *
 * @param tokenizerJson the {@code tokenizer.json} of the graph's tokens
 * @param tokenCount how many tokens of a text the graph is given
 * @param trainer what the trained model itself says of texts
 * @param server what a graph of it says of texts
 * @param resources what it holds on to
 */
record ClassifierOfTexts(
        OnnxGraph graph,
        String tokenizerJson,
        ModelArtifact.Text input,
        ToIntFunction<String> tokenCount,
        Function<List<String>, double[][]> trainer,
        BiFunction<OnnxGraph, List<String>, ServedTexts> server,
        Runnable resources)
        implements AutoCloseable {
    @Override
    public void close() {
        resources.run();
    }
}
