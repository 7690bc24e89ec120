package farebox.training.neural.image;

import farebox.kernel.InvalidRequest;
import farebox.models.ImageInput;
import farebox.models.image.ImageDecoder;
import farebox.models.image.ImageSize;
import farebox.training.data.LabelledFolder;
import farebox.training.data.LabelledFolder.Labelled;
import farebox.training.neural.Inputs;
import farebox.training.neural.Sizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads images with the decoder that serves them, so that a model sees in training what it sees later. Samples are 0 to
 * 1.
 *
 * @param maxValues samples that the worker's memory holds
 */
public record ImageReader(long maxValues) {
    /** An image of more bytes is refused before it is read. */
    private static final long MAX_BYTES = 32L << 20;

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "webp");
    private static final int COLOURS = 3;
    private static final int LARGEST_INFERRED_SIDE = 64;

    /**
     * The images of a folder that has a sub-folder for each label.
     *
     * @throws InvalidRequest naming the file that is no image, or too large to be decoded
     */
    public static LabelledFolder list(Path folder) {
        return LabelledFolder.of(folder, ENDINGS);
    }

    /** The side of the smallest image, at most 64. */
    public static int side(LabelledFolder folder) {
        int smallest = LARGEST_INFERRED_SIDE;
        for (Labelled file : folder.files()) {
            ImageSize size = named(folder, file, ImageDecoder::sizeOf);
            smallest = Math.min(smallest, Math.min(size.width(), size.height()));
        }
        return smallest;
    }

    /**
     * All images, brought to a square of this side.
     *
     * @param channels if they are not given, 1 where every image is grey, else 3
     * @throws InvalidRequest naming the file that cannot be decoded, or with the limit that all images together exceed
     */
    public Inputs.Numbers read(LabelledFolder folder, int side, Optional<Integer> channels) {
        int decoded = channels.orElse(COLOURS);
        int length = decoded * side * side;
        requireFits(folder, length);
        float[] samples = new float[length * folder.files().size()];
        ImageDecoder decoder = decoder(side, decoded);
        int start = 0;
        for (Labelled file : folder.files()) {
            for (double sample :
                    named(folder, file, bytes -> decoder.decode(bytes).numbers())) {
                samples[start++] = (float) sample;
            }
        }
        Inputs.Numbers images = new Inputs.Numbers(samples, Sizes.of(decoded, side, side));
        return channels.isEmpty() && isGrey(images) ? firstChannel(images) : images;
    }

    private void requireFits(LabelledFolder folder, int length) {
        long values = (long) length * folder.files().size();
        if (values > maxValues) {
            throw new InvalidRequest(
                    "%s: %d images have %d samples at this size, more than %d, the most that this worker's memory holds; choose a smaller image.side, or give the worker more memory"
                            .formatted(folder.name(), folder.files().size(), values, maxValues),
                    "image.side");
        }
    }

    private static ImageDecoder decoder(int side, int channels) {
        return new ImageDecoder(new ImageInput(
                "image",
                side,
                side,
                ImageInput.Layout.CHANNELS_FIRST,
                ImageInput.Resize.STRETCH,
                Collections.nCopies(channels, 0.0),
                Collections.nCopies(channels, 1.0)));
    }

    /** What is made of the bytes of an image. */
    @FunctionalInterface
    private interface Decoding<T> {
        T of(byte[] image);
    }

    private static <T> T named(LabelledFolder folder, Labelled file, Decoding<T> decoding) {
        String name = folder.name() + "/" + file.name();
        try {
            if (Files.size(file.file()) > MAX_BYTES) {
                throw new InvalidRequest("an image has at most %d bytes".formatted(MAX_BYTES));
            }
            return decoding.of(Files.readAllBytes(file.file()));
        } catch (InvalidRequest e) {
            throw new InvalidRequest("%s: %s".formatted(name, e.detail()), "data");
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static boolean isGrey(Inputs.Numbers images) {
        int plane = plane(images);
        float[] samples = images.values();
        for (int start = 0; start < samples.length; start += COLOURS * plane) {
            for (int i = start; i < start + plane; i++) {
                if (samples[i] != samples[i + plane] || samples[i] != samples[i + 2 * plane]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Inputs.Numbers firstChannel(Inputs.Numbers images) {
        int plane = plane(images);
        float[] grey = new float[images.values().length / COLOURS];
        for (int image = 0; image < images.count(); image++) {
            System.arraycopy(images.values(), image * COLOURS * plane, grey, image * plane, plane);
        }
        List<Long> axes = images.sizes().axes();
        return new Inputs.Numbers(grey, Sizes.of(1, axes.get(1), axes.get(2)));
    }

    private static int plane(Inputs.Numbers images) {
        return Math.toIntExact(images.sizes().count() / images.sizes().first());
    }
}
