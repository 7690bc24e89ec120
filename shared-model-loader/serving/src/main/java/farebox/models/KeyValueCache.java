package farebox.models;

import farebox.kernel.InvalidRequest;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;

/**
 * The tensors by which a causal language model remembers the tokens before, under the names that exports of such models
 * have: {@code past_key_values.N.key} and {@code .value}, of (texts, heads, tokens, size), and the output
 * {@code present.N...} for each, which is the input of the next run.
 */
public final class KeyValueCache {
    public static final String IDS = "input_ids";

    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";
    private static final int AXES = 4;
    private static final int TOKENS_AXIS = 2;
    private static final int LOGITS_AXES = 3;

    private KeyValueCache() {}

    /** The inputs of the cache. */
    public static List<TensorSchema> inputs(GraphSchema graph) {
        return graph.inputs().stream()
                .filter(input -> input.name().startsWith(PAST))
                .toList();
    }

    /** The output that becomes this input. */
    public static String output(TensorSchema input) {
        return PRESENT + input.name().substring(PAST.length());
    }

    /** The shape of an input of the cache for one text of so many tokens. */
    public static List<Long> shape(TensorSchema input, long tokens) {
        return List.of(1L, input.shape().get(1), tokens, input.shape().getLast());
    }

    /** @throws InvalidRequest if the graph has other inputs, or a cache that is not handed on */
    static void requireFits(GraphSchema graph, String logits, int vocabulary) {
        TensorSchema scores = graph.requireOutput(logits);
        Specs.require(
                scores.type() == TensorType.FP32
                        && scores.shape().size() == LOGITS_AXES
                        && Specs.isFreeOr(vocabulary, scores.shape().getLast()),
                "the output '" + logits + "' is an FP32 tensor of (texts, tokens, " + vocabulary + ")");
        requireInputs(graph);
    }

    private static void requireInputs(GraphSchema graph) {
        TensorSchema ids = graph.requireInput(IDS);
        Specs.require(
                ids.type() == TensorType.INT64 && ids.shape().size() == 2,
                "the input '" + IDS + "' is an INT64 tensor of (texts, tokens)");
        List<TensorSchema> cache = inputs(graph);
        Specs.require(
                !cache.isEmpty() && cache.size() + 1 == graph.inputs().size(),
                "the graph has the inputs input_ids and past_key_values.N.key and .value, and no other");
        cache.forEach(input -> requireCache(input, graph.requireOutput(output(input))));
    }

    private static void requireCache(TensorSchema input, TensorSchema output) {
        List<Long> shape = input.shape();
        Specs.require(
                input.type() == TensorType.FP32
                        && output.type() == TensorType.FP32
                        && shape.size() == AXES
                        && output.shape().size() == AXES
                        && shape.get(1) != TensorSchema.FREE
                        && shape.get(TOKENS_AXIS) == TensorSchema.FREE
                        && shape.getLast() != TensorSchema.FREE,
                "the input '" + input.name() + "' is an FP32 tensor of (texts, heads, any number of tokens, size)");
    }
}
