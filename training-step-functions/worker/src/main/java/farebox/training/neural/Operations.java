package farebox.training.neural;

import org.jspecify.annotations.Nullable;

/**
 * What layers are made of. One implementation computes with tensors, another writes nodes of a graph; a layer that is
 * written in these operations is the same network in both.
 *
 * @param <T> a tensor; the first axis of data is the batch
 */
public interface Operations<T> {
    T add(T left, T right);

    T multiply(T left, T right);

    T divide(T left, T right);

    /** Every element times {@code factor} plus {@code offset}. */
    T affine(T x, double factor, double offset);

    /** The product over the last two axes; the axes before them are batches. */
    T matMul(T left, T right);

    /** {@code x · weightᵀ + bias} over the last axis, with weight [out, in]. */
    T linear(T x, T weight, T bias);

    T activate(T x, Activation activation);

    /** Probabilities over the last axis. */
    T softmax(T x);

    /** Zeroes elements with this probability and scales the rest, in training only. */
    T dropout(T x, double rate);

    /** The same elements in another shape, where 0 keeps an axis and -1 takes what is left. */
    T reshape(T x, long... shape);

    T transpose(T x, int... order);

    T concat(T left, T right, int axis);

    /** The sum over one axis, which stays with size 1. */
    T sum(T x, int axis);

    /** The mean over one axis, which disappears. */
    T mean(T x, int axis);

    /** Cross-correlation of [n, c, h, w] with kernels [out, c, kh, kw]. */
    T convolve(T x, T kernels, @Nullable T bias, Window window);

    T maxPool(T x, Window window);

    /** The mean of each window, with padding counted. */
    T averagePool(T x, Window window);

    /** Normalises channels by the batch in training, and by the running statistics else. */
    T batchNorm(T x, BatchStatistics<T> statistics);

    /** Normalises the last axis. */
    T layerNorm(T x, T gamma, T beta, double epsilon);

    /** Runs one recurrent layer over [n, t, in] for its states [n, t, hidden], each at the place of its input. */
    T recur(T x, Cell cell, CellWeights<T> weights, boolean backwards);

    /** The last of [n, t, width] as [n, width]. */
    T lastStep(T x);

    /** Rows of a table [count, width] by ids of any shape. */
    T lookUp(T table, T ids);

    /** 1 where an id is not the padding id 0, else 0. */
    T isToken(T ids);

    /** Positions 0, 1, .. of the second axis of {@code x}; {@code past} tokens, an axis 2 of it, lie before them. */
    T positions(T x, @Nullable T past);

    /**
     * Hides from each query, the last but one axis, the keys on the last axis that come after it; both end together.
     */
    T hideFuture(T scores);

    /** The kernel, step and padding of a convolution or a pooling, each the same for height and width. */
    record Window(int size, int stride, int padding) {}

    /** Scale, shift and running statistics of a batch normalisation. */
    record BatchStatistics<T>(T gamma, T beta, T mean, T variance, double momentum, double epsilon) {}

    /** Weights [gates · hidden, in], [gates · hidden, hidden] and biases, gates in PyTorch's order. */
    record CellWeights<T>(T input, T hidden, T inputBias, T hiddenBias) {}
}
