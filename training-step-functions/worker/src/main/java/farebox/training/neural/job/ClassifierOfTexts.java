package farebox.training.neural.job;

import farebox.training.ModelArtifact;
import farebox.training.onnx.OnnxGraph;
import farebox.training.text.ServedTexts;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A trained classifier of texts, before it is reviewed.
 *
 * @param tokenizerJson the {@code tokenizer.json} of the graph's tokens
 * @param tokenCount how many tokens of a text the graph is given
 * @param trainer what the trained model itself says of texts
 * @param served what its graph says of the texts that it is tested on
 */
record ClassifierOfTexts(
        OnnxGraph graph,
        String tokenizerJson,
        ModelArtifact.Text input,
        ToIntFunction<String> tokenCount,
        Function<List<String>, double[][]> trainer,
        ServedTexts served) {}
