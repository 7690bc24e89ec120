package farebox.models;

import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;

/**
 * An image of any size becomes a tensor of one size. A sample is 0 to 1; the mean of its channel is taken from it, and
 * the rest divided by the channel's standard deviation.
 *
 * @param input an FP32 tensor of (images, channels, height, width) or with the channels last
 * @param mean one for each channel: three for red, green and blue, one for grey
 * @param standardDeviation as many
 */
public record ImageInput(
        String input,
        int height,
        int width,
        Layout layout,
        Resize resize,
        List<Double> mean,
        List<Double> standardDeviation) {
    private static final int MAX_SIDE = 2_048;
    private static final int RGB = 3;

    /** Where the channels stand. */
    public enum Layout {
        CHANNELS_FIRST,
        CHANNELS_LAST
    }

    /** How an image of other proportions is brought to size. */
    public enum Resize {
        /** Both sides are scaled by themselves. */
        STRETCH,
        /** The image is scaled until it covers the size, and what hangs over is cut off on both sides. */
        CENTER_CROP
    }

    public ImageInput {
        mean = List.copyOf(mean);
        standardDeviation = List.copyOf(standardDeviation);
        Specs.require(
                height >= 1 && height <= MAX_SIDE && width >= 1 && width <= MAX_SIDE,
                "the sides of an image have 1 to " + MAX_SIDE + " pixels");
        Specs.require(
                (mean.size() == 1 || mean.size() == RGB) && mean.size() == standardDeviation.size(),
                "mean and standard_deviation have 3 numbers for red, green and blue, or 1 for grey");
        Specs.requireScale(mean, standardDeviation);
    }

    public int channels() {
        return mean.size();
    }

    /** Numbers of one image. */
    public int elements() {
        return channels() * height * width;
    }

    /** The sizes of the tensor for so many images. */
    public List<Long> shape(long images) {
        return switch (layout) {
            case CHANNELS_FIRST -> List.of(images, (long) channels(), (long) height, (long) width);
            case CHANNELS_LAST -> List.of(images, (long) height, (long) width, (long) channels());
        };
    }

    void requireFits(GraphSchema graph) {
        TensorSchema tensor = graph.requireInput(input);
        List<Long> wanted = shape(TensorSchema.FREE);
        Specs.require(
                graph.inputs().size() == 1 && tensor.type() == TensorType.FP32 && isShape(tensor.shape(), wanted),
                "the graph has one input, an FP32 tensor of " + wanted + "; '" + input + "' is " + tensor.type() + " "
                        + tensor.shape());
    }

    private static boolean isShape(List<Long> shape, List<Long> wanted) {
        if (shape.size() != wanted.size()) {
            return false;
        }
        for (int axis = 1; axis < shape.size(); axis++) {
            if (!Specs.isFreeOr(wanted.get(axis), shape.get(axis))) {
                return false;
            }
        }
        return Specs.isFreeOr(1, shape.getFirst());
    }
}
