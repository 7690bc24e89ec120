package farebox.training.card;

import com.fasterxml.jackson.annotation.JsonInclude;
import farebox.training.evaluation.Calibration;
import farebox.training.evaluation.Importance;
import farebox.training.evaluation.RankCurves;
import farebox.training.evaluation.RankCurves.Point;
import farebox.training.evaluation.Robustness;
import farebox.training.evaluation.Scored;
import farebox.training.export.GraphReport;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * What is known about a trained model (Mitchell and others, Model Cards for Model Reporting, 2019). Metrics were
 * measured on rows that the model was not trained on, with the graph that serves it.
 *
 * @param contributions by column: the mean size of what it adds to a prediction, by KernelSHAP
 * @param predictions true (x) and predicted (y) numbers of some held-out rows of a regression
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelCard(
        String task,
        String target,
        String family,
        Map<String, Double> parameters,
        Data data,
        Map<String, Double> metrics,
        List<Trial> leaderboard,
        Classes classes,
        List<Point> predictions,
        List<Importance> importance,
        Map<String, Double> contributions,
        List<Robustness> robustness,
        Graph graph,
        Optional<Compression> compression,
        long seed) {
    /** The card of a model that was made smaller. */
    public ModelCard withCompression(Compression how) {
        return new ModelCard(
                task,
                target,
                family,
                parameters,
                data,
                metrics,
                leaderboard,
                classes,
                predictions,
                importance,
                contributions,
                robustness,
                graph,
                Optional.of(how),
                seed);
    }

    /**
     * How the model was made smaller.
     *
     * @param method {@code int8}, {@code pruning} or {@code distillation}
     */
    public record Compression(String method, Measured before, Measured after) {
        /**
         * @param metrics on held-out rows
         * @param deflatedBytes of the graph as a download takes them
         * @param medianMicroseconds for one row
         */
        public record Measured(Map<String, Double> metrics, long bytes, long deflatedBytes, long medianMicroseconds) {}
    }

    /** @param unused a reason by column */
    public record Data(String file, int trainingRows, int testRows, List<Input> columns, List<Input> unused) {}

    /** @param note the type of a column, or why it is not used */
    public record Input(String name, String note) {}

    /** @param score mean of the choosing metric over folds */
    public record Trial(String candidate, int rung, double score, double standardError) {}

    /**
     * What only a classification has; empty for a regression.
     *
     * @param confusion how often each true label (first index) was predicted as each (second index)
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Classes(
            List<String> labels,
            List<List<Integer>> confusion,
            List<Calibration.Bin> calibration,
            Map<String, List<Point>> roc,
            Map<String, List<Point>> precisionRecall) {
        public static final Classes NONE = new Classes(List.of(), List.of(), List.of(), Map.of(), Map.of());

        /** @param labels in the order of the classes' indexes; empty for a regression */
        public static Classes of(List<String> labels, Scored scored) {
            if (labels.isEmpty()) {
                return NONE;
            }
            return new Classes(
                    labels,
                    Arrays.stream(scored.confusion())
                            .map(row -> Arrays.stream(row).boxed().toList())
                            .toList(),
                    Calibration.of(scored).bins(),
                    curves(labels, scored, RankCurves::roc),
                    curves(labels, scored, RankCurves::precisionRecall));
        }

        private static Map<String, List<Point>> curves(
                List<String> labels, Scored scored, BiFunction<Scored, Integer, List<Point>> curve) {
            Map<String, List<Point>> curves = new LinkedHashMap<>();
            for (int c = 0; c < labels.size(); c++) {
                curves.put(labels.get(c), curve.apply(scored, c));
            }
            return curves;
        }
    }

    /**
     * @param memoryBytes that a process grows by when it serves the graph, where it was measured
     * @param largestDifference from the trainer over {@code comparedRows}, which may be none
     * @param medianMicroseconds for one row
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Graph(
            long bytes,
            OptionalLong memoryBytes,
            double largestDifference,
            int comparedRows,
            long medianMicroseconds,
            long p99Microseconds) {
        public static Graph of(GraphReport report) {
            return new Graph(
                    report.bytes(),
                    report.memoryBytes(),
                    report.parity().largestDifference(),
                    report.parity().rows(),
                    report.latency().median().toNanos() / 1_000,
                    report.latency().ninetyNinth().toNanos() / 1_000);
        }
    }
}
