package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.Optional;

/**
 * Sets the smallest weights of each constant to zero (Han and others, Learning both Weights and Connections for
 * Efficient Neural Networks, 2015, without training again).
 *
 * @param share of the weights that become zero
 */
record MagnitudePruning(double share) {
    /** Scales, shifts and biases are left alone. */
    private static final int FEWEST = 256;

    /** None if the graph has no constant with enough weights. */
    Optional<GraphProto> of(GraphProto graph) {
        GraphProto.Builder result = graph.toBuilder().clearInitializer();
        boolean found = false;
        for (TensorProto constant : graph.getInitializerList()) {
            boolean weights = isWeights(constant);
            result.addInitializer(weights ? pruned(constant) : constant);
            found |= weights;
        }
        return found ? Optional.of(result.build()) : Optional.empty();
    }

    private static boolean isWeights(TensorProto constant) {
        long elements = constant.getDimsList().stream().reduce(1L, (a, b) -> a * b);
        return constant.getDataType() == ElementType.FLOAT.code() && constant.getDimsCount() > 1 && elements >= FEWEST;
    }

    private TensorProto pruned(TensorProto constant) {
        float[] weights = WeightMatrix.floats(constant);
        float[] magnitudes = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            magnitudes[i] = Math.abs(weights[i]);
        }
        Arrays.sort(magnitudes);
        float least = magnitudes[Math.min(weights.length - 1, (int) (share * weights.length))];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.abs(weights[i]) < least ? 0 : weights[i];
        }
        long[] shape =
                constant.getDimsList().stream().mapToLong(Long::longValue).toArray();
        return Tensor.floats(weights, shape).named(constant.getName());
    }
}
