package farebox.models;

import farebox.kernel.Sha256;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a version comes from.
 *
 * @param source in words, such as the name of the package that carried it
 * @param training what it was trained with, by name, such as {@code seed} and {@code data_sha256}; empty if unknown
 * @param graph the graph as it was given, before it was converted
 * @param converter what turned it into the form that is served
 */
public record Provenance(
        String source, SortedMap<String, String> training, Sha256 graph, String converter, Comparison comparison) {
    public Provenance {
        training = Collections.unmodifiableSortedMap(new TreeMap<>(training));
    }

    /**
     * How far the served graph is from the given one.
     *
     * @param samples inputs on which both were run
     * @param largestDifference between two numbers that should be the same; texts and booleans are equal
     * @param tolerance the largest difference that was accepted
     * @param batchesAlike whether a text's embedding was the same in a batch of texts of its length as alone, or an
     *     image's classes in a batch of images; false for other models
     */
    public record Comparison(int samples, double largestDifference, double tolerance, boolean batchesAlike) {
        /** Of two graphs of one model together. */
        public Comparison and(Comparison other) {
            return new Comparison(
                    samples + other.samples,
                    Math.max(largestDifference, other.largestDifference),
                    tolerance,
                    batchesAlike && other.batchesAlike);
        }
    }
}
