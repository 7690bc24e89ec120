package farebox.training.neural.onnx;

import farebox.training.neural.Network;
import farebox.training.neural.WeightSpec;
import farebox.training.neural.Weights;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * A network's weights as constants of a graph; the numbers stay at hand for operators that want them in another order.
 */
final class NetworkConstants {
    private final Map<String, Value> values = new HashMap<>();
    private final Map<Value, float[]> numbers = new HashMap<>();

    NetworkConstants(GraphBuilder graph, Network network, Weights weights) {
        for (WeightSpec spec : network.weights()) {
            float[] elements = weights.get(spec.name());
            long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
            Value value = graph.constant(spec.name(), Tensor.floats(elements, shape));
            values.put(spec.name(), value);
            numbers.put(value, elements);
        }
    }

    Map<String, Value> values() {
        return values;
    }

    float[] numbers(Value weight) {
        float[] elements = numbers.get(weight);
        if (elements == null) {
            throw new IllegalArgumentException(weight.name() + " is no weight of the network");
        }
        return elements;
    }
}
