package farebox.models.tensor;

import farebox.kernel.InvalidRequest;
import java.util.Arrays;
import java.util.List;

/** The sizes of a tensor, outermost first; none is negative, and together they stay within the cap. */
public record Shape(List<Long> sizes) {
    /** No tensor has more elements, whatever a request declares: checked before anything is allocated. */
    public static final long MAX_ELEMENTS = 1L << 22;

    private static final int MAX_SIZES = 8;

    /** @throws InvalidRequest if a size is negative, or there are too many sizes or elements */
    public Shape {
        sizes = List.copyOf(sizes);
        if (sizes.size() > MAX_SIZES || sizes.stream().anyMatch(size -> size < 0)) {
            throw new InvalidRequest("a shape has up to " + MAX_SIZES + " sizes, none of them negative");
        }
        long elements = 1;
        for (long size : sizes) {
            elements = size > MAX_ELEMENTS ? size : elements * size;
            if (elements > MAX_ELEMENTS) {
                throw new InvalidRequest("a tensor has at most " + MAX_ELEMENTS + " elements");
            }
        }
    }

    public static Shape of(long... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    /** @return the number of elements; 1 for a scalar, whose shape is empty */
    public int elements() {
        return (int) sizes.stream().mapToLong(Long::longValue).reduce(1, (one, other) -> one * other);
    }

    @Override
    public String toString() {
        return sizes.toString();
    }
}
