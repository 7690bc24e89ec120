package farebox.training.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import farebox.training.neural.Inputs;
import farebox.training.neural.Sizes;
import farebox.training.neural.WeightSpec;
import farebox.training.neural.Weights;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/** Turns arrays into tensors. */
final class Tensors {
    private Tensors() {}

    static NDArray of(NDManager manager, Inputs inputs) {
        return switch (inputs) {
            case Inputs.Numbers(float[] values, Sizes sizes) -> manager.create(values, shape(inputs.count(), sizes));
            case Inputs.Tokens(long[] ids, int length) -> manager.create(ids, new Shape(inputs.count(), length));
        };
    }

    static NDArray of(NDManager manager, WeightSpec spec, float[] values) {
        NDArray tensor = manager.create(
                values,
                new Shape(spec.shape().stream().mapToLong(Long::longValue).toArray()));
        tensor.setName(spec.name());
        return tensor;
    }

    /**
     * A factor that the gradient of a product can still read. DJL's own product with a number closes the number's
     * tensor at once; its memory may be collected before the backward pass, and gradients are then computed with
     * whatever lies there.
     */
    static NDArray scalar(NDManager manager, double value) {
        return manager.create((float) value);
    }

    static Weights copy(SequencedMap<String, NDArray> tensors) {
        SequencedMap<String, float[]> values = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> values.put(name, tensor.toFloatArray()));
        return new Weights(values);
    }

    private static Shape shape(int count, Sizes sizes) {
        return new Shape(
                LongStream.concat(LongStream.of(count), sizes.axes().stream().mapToLong(Long::longValue))
                        .toArray());
    }
}
