package farebox.training.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import farebox.training.neural.Targets;
import java.util.Arrays;
import java.util.List;

/** What training makes small: cross-entropy of classes and of next tokens, mean squared error of numbers. */
final class Loss {
    private final float[] classWeights;

    /** @param classWeights how much an example of each class counts; empty when all count the same */
    Loss(List<Double> classWeights) {
        this.classWeights = new float[classWeights.size()];
        for (int i = 0; i < this.classWeights.length; i++) {
            this.classWeights[i] = classWeights.get(i).floatValue();
        }
    }

    NDArray of(NDArray scores, Targets targets) {
        return switch (targets) {
            case Targets.Classes(int[] classes) ->
                crossEntropy(scores, Arrays.stream(classes).asLongStream().toArray());
            case Targets.NextTokens(long[] ids, int length) ->
                crossEntropy(scores.reshape(-1, scores.size(scores.getShape().dimension() - 1)), ids);
            case Targets.Values(float[] values, int width) -> squaredError(scores, values);
        };
    }

    private static NDArray squaredError(NDArray scores, float[] values) {
        return scores.sub(scores.getManager().create(values, scores.getShape()))
                .square()
                .mean();
    }

    /** The mean over rows whose class is not below zero, weighted by class. */
    private NDArray crossEntropy(NDArray scores, long[] classes) {
        NDManager manager = scores.getManager();
        long[] present = Arrays.stream(classes).map(id -> Math.max(0, id)).toArray();
        NDArray index = manager.create(present, new Shape(present.length, 1));
        NDArray weights = manager.create(rowWeights(classes), new Shape(present.length, 1));
        NDArray logProbabilities = scores.logSoftmax(-1).gather(index, 1);
        return logProbabilities.mul(weights).sum().neg().div(weights.sum().maximum(Float.MIN_NORMAL));
    }

    private float[] rowWeights(long[] classes) {
        float[] weights = new float[classes.length];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = classes[row] < 0 ? 0 : weightOf(Math.toIntExact(classes[row]));
        }
        return weights;
    }

    private float weightOf(int label) {
        return classWeights.length == 0 ? 1 : classWeights[label];
    }
}
