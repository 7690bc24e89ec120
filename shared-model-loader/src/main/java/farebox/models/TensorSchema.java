package farebox.models;

import farebox.kernel.InvalidRequest;
import java.util.List;

/**
 * A tensor that goes into or comes out of a graph.
 *
 * @param shape its sizes by axis; -1 where the size is that of the input
 */
public record TensorSchema(String name, TensorType type, List<Long> shape) {
    private static final int MAX_NAME = 128;
    private static final int MAX_AXES = 8;

    /** @throws InvalidRequest if the name or the shape is none that a graph can have */
    public TensorSchema {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new InvalidRequest("the name of a tensor has 1 to " + MAX_NAME + " characters");
        }
        shape = List.copyOf(shape);
        if (shape.size() > MAX_AXES || shape.stream().anyMatch(size -> size == 0 || size < -1)) {
            throw new InvalidRequest("the tensor " + name + " has no such shape: " + shape);
        }
    }
}
