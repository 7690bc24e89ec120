package farebox.training.neural.family;

import ai.djl.Device;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.Sizes;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Predictor;
import farebox.training.neural.onnx.NetworkGraph;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.TabularModel;
import java.util.Arrays;
import java.util.stream.LongStream;

/** A trained network over rows of numbers, and what its scores become. */
public record NeuralModel(Network network, Weights weights, ScoreScale scale) implements TabularModel {
    /** What a network's scores become. */
    public sealed interface ScoreScale {}

    /** Probabilities of classes. */
    public record Probabilities() implements ScoreScale {}

    /** A number that was learned as its distance from a mean, in deviations. */
    public record Standardized(double mean, double deviation) implements ScoreScale {}

    @Override
    public double[][] predict(Matrix rows) {
        float[] scores;
        try (Predictor predictor = new Predictor(network, weights, Device.cpu())) {
            scores = predictor.predict(
                    new Inputs.Numbers(rows.toArray(), network.input().sizes()));
        }
        int width = scores.length / rows.rows();
        double[][] predictions = new double[rows.rows()][width];
        for (int i = 0; i < scores.length; i++) {
            predictions[i / width][i % width] = scores[i];
        }
        for (double[] prediction : predictions) {
            rescale(prediction);
        }
        return predictions;
    }

    private void rescale(double[] scores) {
        switch (scale) {
            case Probabilities _ -> softmax(scores);
            case Standardized(double mean, double deviation) -> scores[0] = scores[0] * deviation + mean;
        }
    }

    private static void softmax(double[] scores) {
        double most = Arrays.stream(scores).max().orElse(0);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - most);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }

    @Override
    public Value export(GraphBuilder graph, Value rows) {
        Value shape =
                graph.constant("sizes", Tensor.vector(batchOf(network.input().sizes())));
        Value scores = NetworkGraph.addTo(graph, network, weights, graph.apply("Reshape", rows, shape));
        return switch (scale) {
            case Probabilities _ -> graph.apply(Operator.of("Softmax").withInt("axis", 1), scores);
            case Standardized(double mean, double deviation) ->
                graph.apply(
                        "Add",
                        graph.apply("Mul", scores, graph.constant("deviation", Tensor.scalar((float) deviation))),
                        graph.constant("mean", Tensor.scalar((float) mean)));
        };
    }

    private static long[] batchOf(Sizes sizes) {
        return LongStream.concat(LongStream.of(-1), sizes.axes().stream().mapToLong(Long::longValue))
                .toArray();
    }
}
