package farebox.inference;

import farebox.models.TextDetection;
import farebox.models.image.ImageSize;
import farebox.models.image.RotatedBox;
import farebox.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The probability of each pixel to be in the core of a line of text. Pixels above the threshold that touch are one
 * line; its box is the smallest around them, grown by what the core lacks.
 */
final class ProbabilityMap {
    /** Lines with a thinner core, in pixels of the map, cannot be read. */
    private static final double THINNEST = 3;

    private static final int MOST_LINES = 1_000;

    private final TextDetection spec;
    private final double[] probabilities;
    private final int width;
    private final int height;

    ProbabilityMap(TextDetection spec, Tensor map) {
        this.spec = spec;
        this.probabilities = map.numbers();
        List<Long> sizes = map.shape().sizes();
        this.width = Math.toIntExact(sizes.getLast());
        this.height = Math.toIntExact(sizes.get(sizes.size() - 2));
    }

    /** @param size of the image that the map was made of, in whose pixels the boxes are */
    List<RotatedBox> boxes(ImageSize size) {
        double across = (double) size.width() / width;
        double down = (double) size.height() / height;
        BitSet left = new BitSet(probabilities.length);
        for (int pixel = 0; pixel < width * height; pixel++) {
            left.set(pixel, probabilities[pixel] > spec.threshold());
        }
        List<RotatedBox> boxes = new ArrayList<>();
        for (int pixel = left.nextSetBit(0); pixel >= 0 && boxes.size() < MOST_LINES; pixel = left.nextSetBit(pixel)) {
            box(component(pixel, left)).map(box -> box.scaled(across, down)).ifPresent(boxes::add);
        }
        return boxes;
    }

    /** The pixels that touch one, itself included; they are taken out of what is left. */
    private List<Integer> component(int first, BitSet left) {
        List<Integer> pixels = new ArrayList<>(List.of(first));
        left.clear(first);
        for (int next = 0; next < pixels.size(); next++) {
            int x = pixels.get(next) % width;
            int y = pixels.get(next) / width;
            for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
                for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                    take(row * width + column, left, pixels);
                }
            }
        }
        return pixels;
    }

    private static void take(int pixel, BitSet left, List<Integer> pixels) {
        if (left.get(pixel)) {
            left.clear(pixel);
            pixels.add(pixel);
        }
    }

    private Optional<RotatedBox> box(List<Integer> pixels) {
        double score = pixels.stream()
                .mapToDouble(pixel -> probabilities[pixel])
                .average()
                .orElse(0);
        RotatedBox core = SmallestBox.around(pixels, width);
        if (score < spec.minScore() || Math.min(core.width(), core.height()) < THINNEST) {
            return Optional.empty();
        }
        double area = core.width() * core.height();
        double perimeter = 2 * (core.width() + core.height());
        return Optional.of(core.grown(spec.unclip() * area / perimeter));
    }
}
