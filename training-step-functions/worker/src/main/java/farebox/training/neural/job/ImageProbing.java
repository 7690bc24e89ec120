package farebox.training.neural.job;

import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Robustness;
import farebox.training.evaluation.Scored;
import farebox.training.neural.Inputs;
import farebox.training.neural.image.ImageSession;
import farebox.training.tabular.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a served classifier of images makes of changed images.
 *
 * @param images samples from 0 to 1 of the images that a model was tested on
 */
record ImageProbing(ImageClassifier classifier, Inputs.Numbers images, double[] targets, int classes) {
    private static final List<Double> NOISE = List.of(0.05, 0.1, 0.2);
    private static final int NOISY_IMAGES = 200;
    private static final int OCCLUDED_IMAGES = 5;
    private static final int GRID = 4;

    /** The accuracy when samples are measured with noise, as a share of the deviation of all samples. */
    List<Robustness> robustness(RandomGenerator random) {
        Inputs.Numbers some = first(NOISY_IMAGES);
        double deviation = deviation(some.values());
        List<Robustness> results = new ArrayList<>();
        try (ImageSession session = ImageSession.open(classifier.graph())) {
            for (double noise : NOISE) {
                float[] disturbed = some.values().clone();
                for (int i = 0; i < disturbed.length; i++) {
                    disturbed[i] += (float) (noise * deviation * random.nextGaussian());
                }
                double[][] predictions = classifier.probabilities(session, new Inputs.Numbers(disturbed, some.sizes()));
                Scored scored =
                        new Scored(predictions, Arrays.copyOf(targets, some.count()), new Task.Classification(classes));
                results.add(new Robustness(noise, Metric.ACCURACY.measure(scored)));
            }
        }
        return results;
    }

    /**
     * By how much the probability of an image's label changes when one of 4 × 4 regions is covered with the image's
     * mean (Zeiler and Fergus, Visualizing and understanding convolutional networks, 2014): the mean size over a few
     * images.
     */
    Map<String, Double> contributions() {
        Inputs.Numbers some = first(OCCLUDED_IMAGES);
        Map<String, Double> sizes = new LinkedHashMap<>();
        try (ImageSession session = ImageSession.open(classifier.graph())) {
            double[][] whole = classifier.probabilities(session, some);
            for (int region = 0; region < GRID * GRID; region++) {
                double[][] covered = classifier.probabilities(session, covered(some, region));
                double size = IntStream.range(0, whole.length)
                        .mapToDouble(image -> {
                            int label = Scored.largest(whole[image]);
                            return Math.abs(whole[image][label] - covered[image][label]);
                        })
                        .average()
                        .orElseThrow();
                sizes.put("row %d of %d, column %d".formatted(region / GRID + 1, GRID, region % GRID + 1), size);
            }
        }
        return sizes;
    }

    private static Inputs.Numbers covered(Inputs.Numbers images, int region) {
        int side = Math.toIntExact(images.sizes().last());
        int plane = side * side;
        float[] covered = images.values().clone();
        for (int start = 0; start < covered.length; start += plane) {
            float mean = mean(images.values(), start, plane);
            for (int i = 0; i < plane; i++) {
                if (i / side * GRID / side == region / GRID && i % side * GRID / side == region % GRID) {
                    covered[start + i] = mean;
                }
            }
        }
        return new Inputs.Numbers(covered, images.sizes());
    }

    private static float mean(float[] values, int start, int length) {
        double sum = 0;
        for (int i = start; i < start + length; i++) {
            sum += values[i];
        }
        return (float) (sum / length);
    }

    private static double deviation(float[] values) {
        double mean = mean(values, 0, values.length);
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    private Inputs.Numbers first(int count) {
        return (Inputs.Numbers) images.select(
                IntStream.range(0, Math.min(count, images.count())).toArray());
    }
}
