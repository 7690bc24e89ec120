package farebox.training.neural.onnx;

import farebox.training.neural.Activation;
import farebox.training.neural.Cell;
import farebox.training.neural.Operations;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes each operation as nodes of a graph, as it is in serving: dropout does nothing, statistics are fixed. */
final class OnnxOperations implements Operations<Value> {
    private static final float HIDDEN = -1e9f;

    private final GraphBuilder graph;
    private final RecurrentNodes recurrent;

    OnnxOperations(GraphBuilder graph, NetworkConstants constants) {
        this.graph = graph;
        this.recurrent = new RecurrentNodes(graph, constants);
    }

    @Override
    public Value add(Value left, Value right) {
        return graph.apply("Add", left, right);
    }

    @Override
    public Value multiply(Value left, Value right) {
        return graph.apply("Mul", left, right);
    }

    @Override
    public Value divide(Value left, Value right) {
        return graph.apply("Div", left, right);
    }

    @Override
    public Value affine(Value x, double factor, double offset) {
        Value scaled = factor == 1 ? x : multiply(x, scalar(factor));
        return offset == 0 ? scaled : add(scaled, scalar(offset));
    }

    @Override
    public Value matMul(Value left, Value right) {
        return graph.apply("MatMul", left, right);
    }

    @Override
    public Value linear(Value x, Value weight, Value bias) {
        return add(matMul(x, transpose(weight, 1, 0)), bias);
    }

    @Override
    public Value activate(Value x, Activation activation) {
        return switch (activation) {
            case RELU -> graph.apply("Relu", x);
            case TANH -> graph.apply("Tanh", x);
            case SIGMOID -> graph.apply("Sigmoid", x);
            case GELU -> gelu(x);
        };
    }

    private Value gelu(Value x) {
        Value error = graph.apply("Erf", affine(x, Math.sqrt(0.5), 0));
        return multiply(x, affine(error, 0.5, 0.5));
    }

    @Override
    public Value softmax(Value x) {
        return graph.apply(Operator.of("Softmax").withInt("axis", -1), x);
    }

    @Override
    public Value dropout(Value x, double rate) {
        return x;
    }

    @Override
    public Value reshape(Value x, long... shape) {
        return graph.apply("Reshape", x, graph.constant("shape", Tensor.vector(shape)));
    }

    @Override
    public Value transpose(Value x, int... order) {
        long[] axes = Arrays.stream(order).asLongStream().toArray();
        return graph.apply(Operator.of("Transpose").withInts("perm", axes), x);
    }

    @Override
    public Value concat(Value left, Value right, int axis) {
        return graph.apply(Operator.of("Concat").withInt("axis", axis), left, right);
    }

    @Override
    public Value sum(Value x, int axis) {
        return graph.apply(Operator.of("ReduceSum").withInt("keepdims", 1), x, vector(axis));
    }

    @Override
    public Value mean(Value x, int axis) {
        return graph.apply(Operator.of("ReduceMean").withInts("axes", axis).withInt("keepdims", 0), x);
    }

    @Override
    public Value convolve(Value x, Value kernels, @Nullable Value bias, Window window) {
        Operator conv = windowed("Conv", window);
        return bias == null ? graph.apply(conv, x, kernels) : graph.apply(conv, x, kernels, bias);
    }

    @Override
    public Value maxPool(Value x, Window window) {
        return graph.apply(windowed("MaxPool", window), x);
    }

    @Override
    public Value averagePool(Value x, Window window) {
        return graph.apply(windowed("AveragePool", window).withInt("count_include_pad", 1), x);
    }

    private static Operator windowed(String type, Window window) {
        long padding = window.padding();
        return Operator.of(type)
                .withInts("kernel_shape", window.size(), window.size())
                .withInts("strides", window.stride(), window.stride())
                .withInts("pads", padding, padding, padding, padding);
    }

    @Override
    public Value batchNorm(Value x, BatchStatistics<Value> statistics) {
        return graph.apply(
                Operator.of("BatchNormalization").withFloat("epsilon", (float) statistics.epsilon()),
                x,
                statistics.gamma(),
                statistics.beta(),
                statistics.mean(),
                statistics.variance());
    }

    @Override
    public Value layerNorm(Value x, Value gamma, Value beta, double epsilon) {
        return graph.apply(Operator.of("LayerNormalization").withFloat("epsilon", (float) epsilon), x, gamma, beta);
    }

    @Override
    public Value recur(Value x, Cell cell, CellWeights<Value> weights, boolean backwards) {
        return recurrent.add(x, cell, weights, backwards);
    }

    @Override
    public Value lastStep(Value x) {
        return graph.apply(Operator.of("Gather").withInt("axis", 1), x, integer(-1));
    }

    @Override
    public Value lookUp(Value table, Value ids) {
        return graph.apply(Operator.of("Gather").withInt("axis", 0), table, ids);
    }

    @Override
    public Value isToken(Value ids) {
        Value padding = graph.apply("Equal", ids, integer(0));
        return graph.apply(Operator.of("Cast").withInt("to", ElementType.FLOAT.code()), graph.apply("Not", padding));
    }

    @Override
    public Value positions(Value x, @Nullable Value past) {
        Value length = sizeOf(x, 1);
        if (past == null) {
            return graph.apply("Range", integer(0), length, integer(1));
        }
        Value before = sizeOf(past, 2);
        return graph.apply("Range", before, graph.apply("Add", before, length), integer(1));
    }

    @Override
    public Value hideFuture(Value scores) {
        Value queries = graph.apply("Unsqueeze", sizeOf(scores, 2), vector(0));
        Value keys = graph.apply("Unsqueeze", sizeOf(scores, 3), vector(0));
        Value shape = concat(queries, keys, 0);
        Value everywhere = graph.apply("Expand", graph.constant("hidden", Tensor.scalar(HIDDEN)), shape);
        Value first = graph.apply("Add", graph.apply("Sub", sizeOf(scores, 3), sizeOf(scores, 2)), integer(1));
        return add(scores, graph.apply(Operator.of("Trilu").withInt("upper", 1), everywhere, first));
    }

    /** The size of an axis, as a scalar. */
    private Value sizeOf(Value x, int axis) {
        return graph.apply(Operator.of("Gather").withInt("axis", 0), graph.apply("Shape", x), integer(axis));
    }

    private Value scalar(double value) {
        return graph.constant("number", Tensor.scalar((float) value));
    }

    private Value integer(long value) {
        return graph.constant("integer", Tensor.integers(new long[] {value}));
    }

    private Value vector(long value) {
        return graph.constant("axes", Tensor.vector(value));
    }
}
