package farebox.training.neural.job;

import farebox.training.export.Latency;
import farebox.training.export.Parity;
import farebox.training.neural.Inputs;
import farebox.training.neural.image.ChannelScale;
import farebox.training.neural.image.ImageSession;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A trained classifier of images.
 *
 * @param scale how the samples of an image are brought to what the graph takes
 * @param graph float32 [images, channels, side, side] to {@link Labels#LABEL} and {@link Labels#PROBABILITIES}
 * @param trainer what the trained model itself says of scaled images
 */
record ImageClassifier(ChannelScale scale, OnnxGraph graph, Function<Inputs.Numbers, double[][]> trainer) {
    private static final int TIMED_RUNS = 50;

    /** What the graph gives in ONNX Runtime, and how far that is from the trainer. */
    record Served(double[][] probabilities, Parity parity, Latency latency) {}

    /** The same with another graph. */
    ImageClassifier withGraph(OnnxGraph other) {
        return new ImageClassifier(scale, other, trainer);
    }

    /** @param images of samples from 0 to 1 */
    Served serve(Inputs.Numbers images, double[][] trained) {
        try (ImageSession session = ImageSession.open(graph)) {
            double[][] probabilities = probabilities(session, images);
            return new Served(probabilities, Parity.compare(trained, probabilities), latency(session, images));
        }
    }

    /** What the trained model says of images of samples from 0 to 1. */
    double[][] predict(Inputs.Numbers images) {
        return trainer.apply(scale.apply(images));
    }

    /** What a session of the graph says of such images. */
    double[][] probabilities(ImageSession session, Inputs.Numbers images) {
        float[][] rows = session.run(Labels.PROBABILITIES, scale.apply(images));
        double[][] probabilities = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            float[] row = rows[i];
            probabilities[i] =
                    IntStream.range(0, row.length).mapToDouble(c -> row[c]).toArray();
        }
        return probabilities;
    }

    private Latency latency(ImageSession session, Inputs.Numbers images) {
        Inputs.Numbers one = (Inputs.Numbers) images.select(new int[] {0});
        long[] nanoseconds = new long[TIMED_RUNS];
        for (int run = 0; run < TIMED_RUNS; run++) {
            long start = System.nanoTime();
            probabilities(session, one);
            nanoseconds[run] = System.nanoTime() - start;
        }
        return Latency.of(nanoseconds);
    }
}
