package farebox.models;

import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;

/**
 * Where lines of text are in an image, by a graph that gives each pixel a probability to be in the core of a line (Liao
 * et al., Real-time Scene Text Detection with Differentiable Binarization, 2020).
 *
 * @param input an FP32 tensor of (images, 3, height, width)
 * @param output an FP32 tensor of (images, 1, height, width)
 * @param maxSide to which the longer side of an image is reduced, a multiple of 32
 * @param threshold from which a pixel belongs to a line
 * @param minScore the least mean probability of a line's pixels
 * @param unclip how far a line reaches beyond its core, in areas of the core by its perimeter
 */
public record TextDetection(
        String input, String output, int maxSide, PixelScale pixels, double threshold, double minScore, double unclip) {
    /** Both sides of what the graph reads are multiples of this. */
    public static final int STEP = 32;

    private static final int MAX_SIDE = 2_048;
    private static final int MAX_UNCLIP = 10;

    public TextDetection {
        Specs.require(
                maxSide >= STEP && maxSide <= MAX_SIDE && maxSide % STEP == 0,
                "max_side is a multiple of " + STEP + ", up to " + MAX_SIDE);
        Specs.require(
                threshold > 0 && threshold < 1 && minScore >= 0 && minScore < 1,
                "threshold is between 0 and 1, and min_score from 0 and below 1");
        Specs.require(unclip >= 0 && unclip <= MAX_UNCLIP, "unclip is from 0 to " + MAX_UNCLIP);
    }

    void requireFits(GraphSchema graph) {
        requireImages(graph, input, TensorSchema.FREE);
        TensorSchema map = graph.requireOutput(output);
        Specs.require(
                map.type() == TensorType.FP32
                        && map.shape().size() == 4
                        && Specs.isFreeOr(1, map.shape().get(1)),
                "the output '" + output + "' is an FP32 tensor of (images, 1, height, width)");
    }

    /** @param height that the graph must take, or {@link TensorSchema#FREE} */
    static void requireImages(GraphSchema graph, String input, long height) {
        List<Long> shape = graph.requireInput(input).shape();
        Specs.require(
                graph.inputs().size() == 1
                        && graph.requireInput(input).type() == TensorType.FP32
                        && shape.size() == 4
                        && Specs.isFreeOr(3, shape.get(1))
                        && Specs.isFreeOr(height, shape.get(2))
                        && shape.get(3) == TensorSchema.FREE,
                "the graph has one input, '" + input + "', an FP32 tensor of (images, 3, height, width) whose width is"
                        + " free");
    }
}
