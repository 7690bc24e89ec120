package farebox.training.neural.image;

import farebox.training.neural.Sizes;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;

/** Pixels of an image, channel by channel and row by row. Nobody writes into the array. */
public record Image(float[] pixels, int channels, int height, int width) {
    public Image {
        if (pixels.length != channels * height * width) {
            throw new IllegalArgumentException(
                    "%d pixels are no image of %d × %d × %d".formatted(pixels.length, channels, height, width));
        }
    }

    /** An image of sizes [channels, height, width]. */
    static Image of(float[] pixels, Sizes sizes) {
        return new Image(
                pixels,
                Math.toIntExact(sizes.axes().get(0)),
                Math.toIntExact(sizes.axes().get(1)),
                Math.toIntExact(sizes.axes().get(2)));
    }

    /** Every pixel times a factor, as 1/255 makes bytes to numbers from 0 to 1. */
    public Image rescale(float factor) {
        float[] scaled = pixels.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return new Image(scaled, channels, height, width);
    }

    /**
     * The image whose pixel at a place is this image's at the place that the transform says, in pixels from the top
     * left. Between pixels it is their bilinear mean; beyond the edge it is the edge's pixel.
     */
    Image resample(AffineTransform toSource) {
        float[] result = new float[pixels.length];
        Point2D.Double place = new Point2D.Double();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                toSource.transform(new Point2D.Double(x, y), place);
                for (int channel = 0; channel < channels; channel++) {
                    result[(channel * height + y) * width + x] = bilinear(channel, place.x, place.y);
                }
            }
        }
        return new Image(result, channels, height, width);
    }

    private float bilinear(int channel, double x, double y) {
        double left = Math.floor(x);
        double top = Math.floor(y);
        double right = x - left;
        double down = y - top;
        double above = at(channel, left, top) * (1 - right) + at(channel, left + 1, top) * right;
        double below = at(channel, left, top + 1) * (1 - right) + at(channel, left + 1, top + 1) * right;
        return (float) (above * (1 - down) + below * down);
    }

    private float at(int channel, double x, double y) {
        int column = (int) Math.clamp(x, 0, width - 1.0);
        int row = (int) Math.clamp(y, 0, height - 1.0);
        return pixels[(channel * height + row) * width + column];
    }
}
