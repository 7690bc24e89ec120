package farebox.training.neural;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The axes of one example, without the batch's. A size of -1 is free. */
public record Sizes(List<Long> axes) {
    public static final long FREE = -1;

    public Sizes {
        axes = List.copyOf(axes);
    }

    public static Sizes of(long... axes) {
        return new Sizes(Arrays.stream(axes).boxed().toList());
    }

    public int rank() {
        return axes.size();
    }

    public long first() {
        return axes.getFirst();
    }

    public long last() {
        return axes.getLast();
    }

    /** The number of elements of one example. */
    public long count() {
        if (axes.contains(FREE)) {
            throw new IllegalArgumentException("a free axis has no number of elements: " + axes);
        }
        return axes.stream().reduce(1L, Math::multiplyExact);
    }

    Sizes withLast(long size) {
        return new Sizes(
                Stream.concat(axes.stream().limit(rank() - 1L), Stream.of(size)).toList());
    }

    Sizes plus(long size) {
        return new Sizes(Stream.concat(axes.stream(), Stream.of(size)).toList());
    }

    /** @throws IllegalArgumentException when the rank is another */
    Sizes requireRank(int rank, Layer layer) {
        if (rank() != rank) {
            throw new IllegalArgumentException("%s takes %d axes, not %s".formatted(layer, rank, axes));
        }
        return this;
    }
}
