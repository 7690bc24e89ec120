package farebox.training.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.recurrent.RNN;
import farebox.training.neural.Activation;
import farebox.training.neural.Cell;
import farebox.training.neural.Operations;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Computes with PyTorch's tensors. Results belong to the manager of the operands.
 *
 * <p>Dropout draws on the device. The state of PyTorch's generator can be neither read nor kept, so each draw gets a
 * seed from the generator given here.
 */
final class DjlOperations implements Operations<NDArray> {
    private static final float HIDDEN = -1e9f;

    private final boolean training;
    private final RandomGenerator random;

    private DjlOperations(boolean training, RandomGenerator random) {
        this.training = training;
        this.random = random;
    }

    static DjlOperations training(RandomGenerator random) {
        return new DjlOperations(true, random);
    }

    static DjlOperations inference() {
        return new DjlOperations(false, () -> {
            throw new IllegalStateException("inference draws no random numbers");
        });
    }

    @Override
    public NDArray add(NDArray left, NDArray right) {
        return left.add(right);
    }

    @Override
    public NDArray multiply(NDArray left, NDArray right) {
        return left.mul(right);
    }

    @Override
    public NDArray divide(NDArray left, NDArray right) {
        return left.div(right);
    }

    @Override
    public NDArray affine(NDArray x, double factor, double offset) {
        NDArray scaled = factor == 1 ? x : x.mul(Tensors.scalar(x.getManager(), factor));
        return offset == 0 ? scaled : scaled.add((float) offset);
    }

    @Override
    public NDArray matMul(NDArray left, NDArray right) {
        return left.matMul(right);
    }

    @Override
    public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return extended(x).linear(x, weight, bias).singletonOrThrow();
    }

    @Override
    public NDArray activate(NDArray x, Activation activation) {
        return switch (activation) {
            case RELU -> extended(x).relu();
            case GELU -> extended(x).gelu();
            case TANH -> x.tanh();
            case SIGMOID -> extended(x).sigmoid();
        };
    }

    @Override
    public NDArray softmax(NDArray x) {
        return x.softmax(-1);
    }

    @Override
    public NDArray dropout(NDArray x, double rate) {
        if (!training) {
            return x;
        }
        x.getManager().getEngine().setRandomSeed(random.nextInt());
        return extended(x).dropout(x, (float) rate, true).singletonOrThrow();
    }

    @Override
    public NDArray reshape(NDArray x, long... shape) {
        long[] sizes = shape.clone();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = sizes[axis] == 0 ? x.size(axis) : sizes[axis];
        }
        return x.reshape(sizes);
    }

    @Override
    public NDArray transpose(NDArray x, int... order) {
        return x.transpose(order);
    }

    @Override
    public NDArray concat(NDArray left, NDArray right, int axis) {
        return left.concat(right, axis);
    }

    @Override
    public NDArray sum(NDArray x, int axis) {
        return x.sum(new int[] {axis}, true);
    }

    @Override
    public NDArray mean(NDArray x, int axis) {
        return x.mean(new int[] {axis});
    }

    @Override
    public NDArray convolve(NDArray x, NDArray kernels, @Nullable NDArray bias, Window window) {
        Shape dilation = new Shape(1, 1);
        return convolution(x, kernels, bias, window, dilation).singletonOrThrow();
    }

    /** DJL takes a null for a convolution without bias, which its signature does not say. */
    @SuppressWarnings("NullAway")
    private static NDList convolution(
            NDArray x, NDArray kernels, @Nullable NDArray bias, Window window, Shape dilation) {
        return extended(x).convolution(x, kernels, bias, stride(window), padding(window), dilation, 1);
    }

    @Override
    public NDArray maxPool(NDArray x, Window window) {
        return extended(x).maxPool(kernel(window), stride(window), padding(window), false);
    }

    @Override
    public NDArray averagePool(NDArray x, Window window) {
        return extended(x).avgPool(kernel(window), stride(window), padding(window), false, true);
    }

    @Override
    public NDArray batchNorm(NDArray x, BatchStatistics<NDArray> statistics) {
        return extended(x)
                .batchNorm(
                        x,
                        statistics.mean(),
                        statistics.variance(),
                        statistics.gamma(),
                        statistics.beta(),
                        1,
                        (float) (1 - statistics.momentum()), // DJL's momentum is what stays of the old value
                        (float) statistics.epsilon(),
                        training)
                .singletonOrThrow();
    }

    @Override
    public NDArray layerNorm(NDArray x, NDArray gamma, NDArray beta, double epsilon) {
        Shape last = new Shape(x.size(x.getShape().dimension() - 1));
        return extended(x).layerNorm(x, last, gamma, beta, (float) epsilon).singletonOrThrow();
    }

    @Override
    public NDArray recur(NDArray x, Cell cell, CellWeights<NDArray> weights, boolean backwards) {
        NDArray ordered = backwards ? x.flip(1) : x;
        NDArray states = run(ordered, cell, weights);
        return backwards ? states.flip(1) : states;
    }

    private NDArray run(NDArray x, Cell cell, CellWeights<NDArray> weights) {
        NDList parameters = new NDList(weights.input(), weights.hidden(), weights.inputBias(), weights.hiddenBias());
        NDArray start = zeroState(x, weights);
        NDArrayEx operations = extended(x);
        NDList results = switch (cell) {
            case RNN -> operations.rnn(x, start, parameters, true, 1, RNN.Activation.TANH, 0, training, false, true);
            case GRU -> operations.gru(x, start, parameters, true, 1, 0, training, false, true);
            case LSTM ->
                operations.lstm(
                        x, new NDList(start, zeroState(x, weights)), parameters, true, 1, 0, training, false, true);
        };
        return results.head();
    }

    private static NDArray zeroState(NDArray x, CellWeights<NDArray> weights) {
        return x.getManager().zeros(new Shape(1, x.size(0), weights.hidden().size(1)));
    }

    @Override
    public NDArray lastStep(NDArray x) {
        return x.get(":, -1");
    }

    @Override
    public NDArray lookUp(NDArray table, NDArray ids) {
        return extended(ids).embedding(ids, table, SparseFormat.DENSE).singletonOrThrow();
    }

    @Override
    public NDArray isToken(NDArray ids) {
        return ids.neq(0).toType(DataType.FLOAT32, false);
    }

    @Override
    public NDArray positions(NDArray x, @Nullable NDArray past) {
        long before = past == null ? 0 : past.size(2);
        return x.getManager().arange((int) before, (int) (before + x.size(1)), 1, DataType.INT64);
    }

    @Override
    public NDArray hideFuture(NDArray scores) {
        int rank = scores.getShape().dimension();
        int queries = Math.toIntExact(scores.size(rank - 2));
        int keys = Math.toIntExact(scores.size(rank - 1));
        float[] mask = new float[queries * keys];
        for (int query = 0; query < queries; query++) {
            int firstHidden = keys - queries + query + 1;
            Arrays.fill(mask, query * keys + firstHidden, (query + 1) * keys, HIDDEN);
        }
        return scores.add(scores.getManager().create(mask, new Shape(queries, keys)));
    }

    private static NDArrayEx extended(NDArray x) {
        return x.getNDArrayInternal();
    }

    private static Shape kernel(Window window) {
        return new Shape(window.size(), window.size());
    }

    private static Shape stride(Window window) {
        return new Shape(window.stride(), window.stride());
    }

    private static Shape padding(Window window) {
        return new Shape(window.padding(), window.padding());
    }
}
