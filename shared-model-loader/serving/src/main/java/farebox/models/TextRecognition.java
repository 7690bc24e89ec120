package farebox.models;

import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;

/**
 * What a line of text says, by a graph that gives each step along the line a probability for each character (Graves et
 * al., Connectionist Temporal Classification, 2006).
 *
 * @param input an FP32 tensor of (lines, 3, height, width)
 * @param output an FP32 tensor of (lines, steps, 1 + labels): no character first
 * @param height of a line in pixels
 * @param maxWidth to which a long line is narrowed
 * @param minScore the least mean probability of the characters of a line
 * @param labels the characters, in the order of the output
 */
public record TextRecognition(
        String input,
        String output,
        int height,
        int maxWidth,
        PixelScale pixels,
        double minScore,
        List<String> labels) {
    private static final int MAX_HEIGHT = 256;
    private static final int MAX_WIDTH = 8_192;
    private static final int MAX_LABELS = 50_000;
    private static final int MAX_LABEL = 16;

    public TextRecognition {
        labels = List.copyOf(labels);
        Specs.require(
                height >= 1 && height <= MAX_HEIGHT && maxWidth >= height && maxWidth <= MAX_WIDTH,
                "a line has up to " + MAX_HEIGHT + " pixels of height, and a max_width from its height to "
                        + MAX_WIDTH);
        Specs.require(minScore >= 0 && minScore < 1, "min_score is from 0 and below 1");
        Specs.require(
                !labels.isEmpty()
                        && labels.size() <= MAX_LABELS
                        && labels.stream().noneMatch(label -> label.isEmpty() || label.length() > MAX_LABEL),
                "there are 1 to " + MAX_LABELS + " labels of 1 to " + MAX_LABEL + " characters");
    }

    /** @throws farebox.kernel.InvalidRequest if the second graph does not read lines as this says */
    public void requireFits(GraphSchema graph) {
        TextDetection.requireImages(graph, input, height);
        TensorSchema steps = graph.requireOutput(output);
        Specs.require(
                steps.type() == TensorType.FP32
                        && steps.shape().size() == 3
                        && Specs.isFreeOr(1 + labels.size(), steps.shape().getLast()),
                "the output '" + output + "' is an FP32 tensor of (lines, steps, " + (1 + labels.size()) + ")");
    }
}
