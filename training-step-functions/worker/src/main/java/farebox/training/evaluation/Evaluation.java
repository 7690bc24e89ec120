package farebox.training.evaluation;

import farebox.training.data.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How good a model is on rows that it was not trained on.
 *
 * @param metrics by word, all that fit the task
 */
public record Evaluation(
        Scored scored, Map<String, Double> metrics, List<Importance> importance, List<Robustness> robustness) {
    /** Importance and robustness repeat predictions, so they are measured on no more rows than this. */
    private static final int MAX_REPEATED_ROWS = 1_000;

    public static Evaluation of(
            TablePredictor predictor, Importance.Sample test, Metric metric, RandomGenerator random) {
        Scored scored = test.score(predictor);
        Map<String, Double> metrics = new LinkedHashMap<>();
        Metric.of(scored.task()).forEach(each -> metrics.put(each.word(), each.measure(scored)));
        Importance.Sample some = first(test);
        return new Evaluation(
                scored,
                metrics,
                Importance.permutation(predictor, some, metric, random),
                Robustness.measure(predictor, some, metric, random));
    }

    private static Importance.Sample first(Importance.Sample test) {
        Table table = test.table();
        int[] rows =
                IntStream.range(0, Math.min(MAX_REPEATED_ROWS, table.rows())).toArray();
        return new Importance.Sample(table.select(rows), test.target().select(rows), test.columns());
    }
}
