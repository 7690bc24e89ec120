package farebox.models;

import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Audio that a recurrent graph reads window by window; samples are from -1 to 1.
 *
 * @param samples the input of one window, an FP32 tensor of (1, context + window)
 * @param state the input of what the graph remembers, of FP32; zeros at first
 * @param nextState the output that becomes the state of the next window
 * @param rate an INT64 input for the number of samples a second; empty if the graph has none
 * @param samplesPerSecond to which audio is brought
 * @param window how many samples are new in each window
 * @param context how many of the samples before it stand before each window
 */
public record AudioInput(
        String samples,
        String state,
        String nextState,
        String rate,
        int samplesPerSecond,
        int window,
        int context,
        List<Long> stateShape) {
    private static final int MAX_RATE = 192_000;
    private static final int MAX_WINDOW = 1 << 20;

    public AudioInput {
        stateShape = List.copyOf(stateShape);
        Specs.require(
                samplesPerSecond >= 1_000 && samplesPerSecond <= MAX_RATE,
                "samples_per_second is from 1000 to " + MAX_RATE);
        Specs.require(
                window >= 1 && window <= MAX_WINDOW && context >= 0 && context <= MAX_WINDOW,
                "a window has 1 to " + MAX_WINDOW + " samples, and so many before it at most");
        Specs.require(
                !stateShape.isEmpty() && stateShape.stream().allMatch(size -> size >= 1 && size <= MAX_WINDOW),
                "state_shape has the sizes of the state of one audio");
    }

    /** The input for the rate, if the graph has one. */
    public Optional<String> rateInput() {
        return rate.isEmpty() ? Optional.empty() : Optional.of(rate);
    }

    void requireFits(GraphSchema graph) {
        requireType(graph.requireInput(samples), TensorType.FP32, 2);
        requireType(graph.requireInput(state), TensorType.FP32, stateShape.size());
        requireType(graph.requireOutput(nextState), TensorType.FP32, stateShape.size());
        rateInput().ifPresent(input -> requireType(graph.requireInput(input), TensorType.INT64, 0));
        Specs.require(
                graph.inputs().size() == 2 + rateInput().stream().count(),
                "the graph has no inputs but those of samples, state and rate");
    }

    private static void requireType(TensorSchema tensor, TensorType type, int axes) {
        Specs.require(
                tensor.type() == type && tensor.shape().size() == axes,
                "the tensor '" + tensor.name() + "' is of " + type + " and has " + axes + " axes");
    }
}
