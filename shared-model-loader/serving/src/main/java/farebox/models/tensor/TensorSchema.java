package farebox.models.tensor;

import farebox.kernel.InvalidRequest;
import java.util.List;

/**
 * A tensor that goes into or comes out of a graph.
 *
 * @param shape its sizes by axis; {@link #FREE} where the size is that of the input
 */
public record TensorSchema(String name, TensorType type, List<Long> shape) {
    /** The size of an axis that may have any size. */
    public static final long FREE = -1;

    private static final int MAX_NAME = 128;
    private static final int MAX_AXES = 8;

    /** @throws InvalidRequest if no tensor of a graph that is served has that name or shape */
    public TensorSchema {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new InvalidRequest("the name of a tensor has 1 to " + MAX_NAME + " characters");
        }
        shape = List.copyOf(shape);
        if (shape.size() > MAX_AXES || shape.stream().anyMatch(size -> size == 0 || size < FREE)) {
            throw new InvalidRequest("the tensor " + name + " has a shape that is not served: " + shape);
        }
    }

    /** @throws InvalidRequest if the tensor differs in type, number of axes, or the size of an axis that is not free */
    public void requireAccepts(Tensor tensor) {
        if (tensor.type() != type) {
            throw new InvalidRequest("input '%s' has datatype %s, not %s".formatted(name, type, tensor.type()));
        }
        if (!accepts(tensor.shape().sizes())) {
            throw new InvalidRequest("input '%s' has shape %s (-1 is any size), not %s"
                    .formatted(name, shape, tensor.shape().sizes()));
        }
    }

    private boolean accepts(List<Long> sizes) {
        if (sizes.size() != shape.size()) {
            return false;
        }
        for (int axis = 0; axis < shape.size(); axis++) {
            if (shape.get(axis) != FREE && !shape.get(axis).equals(sizes.get(axis))) {
                return false;
            }
        }
        return true;
    }
}
