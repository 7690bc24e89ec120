package farebox.models;

import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * One number for each class, out of a tensor of (items, classes).
 *
 * @param output of a floating-point type
 * @param labels the classes' names, in the order of the tensor's last axis
 */
public record ClassScores(String output, Activation activation, List<String> labels) {
    private static final int MAX_LABELS = 100_000;
    private static final int MAX_LABEL = 256;

    /** What turns the graph's numbers into probabilities. */
    public enum Activation {
        /** They are probabilities. */
        NONE,
        /** Of one item they sum to 1: exp(x) over the sum of all exp(x). */
        SOFTMAX,
        /** Each by itself: 1 / (1 + exp(-x)). */
        SIGMOID
    }

    public ClassScores {
        labels = List.copyOf(labels);
        requireLabels(labels);
    }

    static void requireLabels(List<String> labels) {
        Specs.require(!labels.isEmpty() && labels.size() <= MAX_LABELS, "there are 1 to " + MAX_LABELS + " labels");
        Specs.require(
                labels.stream().noneMatch(label -> label.isBlank() || label.length() > MAX_LABEL),
                "a label has 1 to " + MAX_LABEL + " characters");
        Specs.require(new HashSet<>(labels).size() == labels.size(), "no two labels are the same");
    }

    /**
     * The probability of each label.
     *
     * @param scores what the graph gave for one item
     */
    public double[] probabilities(double[] scores) {
        return switch (activation) {
            case NONE -> scores;
            case SOFTMAX -> softmax(scores);
            case SIGMOID -> {
                double[] probabilities = new double[scores.length];
                Arrays.setAll(probabilities, i -> 1 / (1 + Math.exp(-scores[i])));
                yield probabilities;
            }
        };
    }

    void requireFits(GraphSchema graph) {
        TensorSchema scores = graph.requireOutput(output);
        Specs.require(
                scores.type().isFloatingPoint()
                        && scores.shape().size() == 2
                        && Specs.isFreeOr(labels.size(), scores.shape().getLast()),
                "the output '" + output + "' is a floating-point tensor of (items, " + labels.size()
                        + "), one for each label");
    }

    /** Shifted by the largest, so that no exponential overflows. */
    private static double[] softmax(double[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            largest = Math.max(largest, score);
        }
        double[] probabilities = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = Math.exp(scores[i] - largest);
            sum += probabilities[i];
        }
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
