package farebox.models.image;

import farebox.kernel.InvalidRequest;
import farebox.models.ImageInput;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes an image and brings it to the size and scale that a model was trained on. */
public final class ImageDecoder {
    private static final double MAX_SAMPLE = 255;
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private final ImageInput spec;

    public ImageDecoder(ImageInput spec) {
        this.spec = spec;
    }

    /**
     * Reads the header alone.
     *
     * @throws InvalidRequest if the bytes are no PNG, JPEG or WebP, or the image has more than 25 megapixels or 16,384
     *     a side
     */
    public static void requireWithinBounds(byte[] image) {
        ImageHeader.read(image);
    }

    /** As {@link #requireWithinBounds}, with what the header says. */
    public static ImageSize sizeOf(byte[] image) {
        return ImageHeader.read(image).size();
    }

    /** The mean of all samples of an image that was decoded here, from 0 (black) to 1. */
    public double brightness(Tensor image) {
        double[] numbers = image.numbers();
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            int channel = channel(i);
            sum += numbers[i] * spec.standardDeviation().get(channel)
                    + spec.mean().get(channel);
        }
        return sum / numbers.length;
    }

    /**
     * The tensor of one image. Grey is made of the colours by the weights of ITU-R BT.601.
     *
     * @throws InvalidRequest if the image cannot be decoded, or is out of bounds
     */
    public Tensor decode(byte[] image) {
        ImageHeader header = ImageHeader.read(image);
        BufferedImage sized = resized(pixels(header, image));
        ByteBuffer bytes = ByteBuffer.allocate(spec.elements() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer numbers = bytes.asFloatBuffer();
        for (int y = 0; y < spec.height(); y++) {
            for (int x = 0; x < spec.width(); x++) {
                put(sized.getRGB(x, y), y * spec.width() + x, numbers);
            }
        }
        return new Tensor(spec.input(), TensorType.FP32, new Shape(spec.shape(1)), new Tensor.Fixed(bytes));
    }

    static BufferedImage pixels(ImageHeader header, byte[] image) {
        byte[] decoded = switch (header.format()) {
            case PNG -> PngChunks.ofPixels(image);
            case JPEG -> image;
            case WEBP -> WebpChunks.read(ByteBuffer.wrap(image)).ofPixels();
        };
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(decoded))) {
            return header.orientation().upright(read(ImageReaders.of(header.format()), stream));
        } catch (IOException | RuntimeException e) {
            // Readers report damage by whatever they ran into.
            throw new InvalidRequest("an image of " + header.format() + " cannot be decoded; it is damaged");
        }
    }

    private static BufferedImage read(ImageReader reader, ImageInputStream stream) throws IOException {
        try {
            reader.setInput(stream, true, true);
            reader.addIIOReadWarningListener((_, warning) -> requireWhole(warning));
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    /** The reader of JPEG fills up with grey what is not there, and warns. */
    private static void requireWhole(String warning) {
        if (warning.startsWith("Truncated File") || warning.contains("premature end")) {
            throw new IllegalStateException(warning);
        }
    }

    /** On black where the image is transparent. Large images are halved first, so that every pixel counts. */
    private BufferedImage resized(BufferedImage image) {
        double across = (double) spec.width() / image.getWidth();
        double down = (double) spec.height() / image.getHeight();
        double cover = Math.max(across, down);
        double scaleX = spec.resize() == ImageInput.Resize.STRETCH ? across : cover;
        double scaleY = spec.resize() == ImageInput.Resize.STRETCH ? down : cover;
        BufferedImage source = image;
        while (scaleX <= 0.5 && scaleY <= 0.5) {
            source = drawn(source, new int[] {source.getWidth() / 2, source.getHeight() / 2}, 0.5, 0.5);
            scaleX *= 2;
            scaleY *= 2;
        }
        return drawn(source, new int[] {spec.width(), spec.height()}, scaleX, scaleY);
    }

    /** Centred; what is larger than the target hangs over on both sides. */
    private static BufferedImage drawn(BufferedImage image, int[] size, double scaleX, double scaleY) {
        BufferedImage target = new BufferedImage(size[0], size[1], BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = target.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            int width = (int) Math.round(image.getWidth() * scaleX);
            int height = (int) Math.round(image.getHeight() * scaleY);
            graphics.drawImage(image, (size[0] - width) / 2, (size[1] - height) / 2, width, height, null);
            return target;
        } finally {
            graphics.dispose();
        }
    }

    /** @param rgb eight bits each, blue lowest */
    private void put(int rgb, int pixel, FloatBuffer numbers) {
        double red = (rgb >> 16 & 0xff) / MAX_SAMPLE;
        double green = (rgb >> 8 & 0xff) / MAX_SAMPLE;
        double blue = (rgb & 0xff) / MAX_SAMPLE;
        double[] samples = spec.channels() == 1
                ? new double[] {RED * red + GREEN * green + BLUE * blue}
                : new double[] {red, green, blue};
        for (int channel = 0; channel < samples.length; channel++) {
            double scaled = (samples[channel] - spec.mean().get(channel))
                    / spec.standardDeviation().get(channel);
            numbers.put(index(channel, pixel), (float) scaled);
        }
    }

    private int channel(int index) {
        return switch (spec.layout()) {
            case CHANNELS_FIRST -> index / (spec.height() * spec.width());
            case CHANNELS_LAST -> index % spec.channels();
        };
    }

    private int index(int channel, int pixel) {
        return switch (spec.layout()) {
            case CHANNELS_FIRST -> channel * spec.height() * spec.width() + pixel;
            case CHANNELS_LAST -> pixel * spec.channels() + channel;
        };
    }
}
