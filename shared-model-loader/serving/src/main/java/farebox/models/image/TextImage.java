package farebox.models.image;

import farebox.kernel.InvalidRequest;
import farebox.models.PixelScale;
import farebox.models.TextDetection;
import farebox.models.TextRecognition;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A decoded image whose text is read: as a whole, and line by line. */
public final class TextImage {
    private static final int CHANNELS = 3;
    private static final double MAX_SAMPLE = 255;

    /** A line that is so much higher than wide is written from top to bottom. */
    private static final double UPRIGHT = 1.5;

    private final BufferedImage pixels;

    private TextImage(BufferedImage pixels) {
        this.pixels = pixels;
    }

    /** @throws InvalidRequest if the image cannot be decoded, or is out of the bounds of {@link ImageDecoder} */
    public static TextImage decode(byte[] image) {
        return new TextImage(ImageDecoder.pixels(ImageHeader.read(image), image));
    }

    public ImageSize size() {
        return new ImageSize(pixels.getWidth(), pixels.getHeight());
    }

    /** The whole image, reduced if its longer side is above the limit, with sides that are multiples of the step. */
    public Tensor whole(TextDetection spec) {
        double scale = Math.min(1, (double) spec.maxSide() / Math.max(pixels.getWidth(), pixels.getHeight()));
        int width = side(pixels.getWidth() * scale);
        int height = side(pixels.getHeight() * scale);
        return tensor(spec.input(), stretched(pixels, width, height), spec.pixels());
    }

    private static int side(double pixels) {
        return Math.max(1, Math.toIntExact(Math.round(pixels / TextDetection.STEP))) * TextDetection.STEP;
    }

    /** The line in a box, upright and of the height that the graph reads. */
    public Tensor line(RotatedBox box, TextRecognition spec) {
        boolean turned = box.height() >= UPRIGHT * box.width();
        double length = turned ? box.height() : box.width();
        double thickness = turned ? box.width() : box.height();
        int width = Math.clamp(Math.round(spec.height() * length / thickness), 1, spec.maxWidth());
        BufferedImage cut = cut(box, turned ? box.angle() + Math.PI / 2 : box.angle(), length, thickness);
        return tensor(spec.input(), stretched(cut, width, spec.height()), spec.pixels());
    }

    private BufferedImage cut(RotatedBox box, double angle, double length, double thickness) {
        int width = Math.max(1, (int) Math.ceil(length));
        int height = Math.max(1, (int) Math.ceil(thickness));
        AffineTransform upright = AffineTransform.getTranslateInstance(width / 2.0, height / 2.0);
        upright.rotate(-angle);
        upright.translate(-box.centreX(), -box.centreY());
        BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smooth(target);
        try {
            graphics.drawImage(pixels, upright, null);
            return target;
        } finally {
            graphics.dispose();
        }
    }

    /** Large images are halved first, so that every pixel counts. */
    private static BufferedImage stretched(BufferedImage image, int width, int height) {
        BufferedImage source = image;
        while (source.getWidth() / 2 >= width && source.getHeight() / 2 >= height) {
            source = drawn(source, source.getWidth() / 2, source.getHeight() / 2);
        }
        return drawn(source, width, height);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smooth(target);
        try {
            graphics.drawImage(image, 0, 0, width, height, null);
            return target;
        } finally {
            graphics.dispose();
        }
    }

    /** On white, which paper and screens mostly are, where the image is transparent or ends. */
    private static Graphics2D smooth(BufferedImage target) {
        Graphics2D graphics = target.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, target.getWidth(), target.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        return graphics;
    }

    private static Tensor tensor(String input, BufferedImage image, PixelScale scale) {
        int plane = image.getWidth() * image.getHeight();
        int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        ByteBuffer bytes = ByteBuffer.allocate(CHANNELS * plane * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer numbers = bytes.asFloatBuffer();
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = shift(scale.order(), channel);
            double mean = scale.mean().get(channel);
            double deviation = scale.standardDeviation().get(channel);
            for (int pixel = 0; pixel < plane; pixel++) {
                double sample = (rgb[pixel] >> shift & 0xff) / MAX_SAMPLE;
                numbers.put(channel * plane + pixel, (float) ((sample - mean) / deviation));
            }
        }
        return new Tensor(
                input,
                TensorType.FP32,
                Shape.of(1, CHANNELS, image.getHeight(), image.getWidth()),
                new Tensor.Fixed(bytes));
    }

    /** Blue is lowest. */
    private static int shift(PixelScale.Order order, int channel) {
        return Byte.SIZE
                * switch (order) {
                    case RGB -> CHANNELS - 1 - channel;
                    case BGR -> channel;
                };
    }
}
