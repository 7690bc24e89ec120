package farebox.training.evaluation;

import farebox.training.data.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How good a model is on rows that it was not trained on.
 *
 * @param metrics by word, all that fit the task
 * @param contributions by column: the mean size of what it adds to a prediction, over a few rows; empty for many
 *     columns
 */
public record Evaluation(
        Scored scored,
        Map<String, Double> metrics,
        List<Importance> importance,
        Map<String, Double> contributions,
        List<Robustness> robustness) {
    /** Importance and robustness repeat predictions, so they are measured on no more rows than this. */
    private static final int MAX_REPEATED_ROWS = 1_000;

    /**
     * Rows times columns of one round of the importance, so that images as tables of pixels are not evaluated for
     * longer than they are trained.
     */
    private static final int MAX_SHUFFLED = 100_000;

    private static final int EXPLAINED_ROWS = 5;
    private static final int BACKGROUND_ROWS = 10;
    private static final int MAX_EXPLAINED_COLUMNS = 100;

    public static Evaluation of(
            TablePredictor predictor, Importance.Sample test, Metric metric, RandomGenerator random) {
        Scored scored = test.score(predictor);
        Importance.Sample some = first(test, MAX_REPEATED_ROWS);
        int shuffled = Math.max(1, MAX_SHUFFLED / test.columns().size());
        return new Evaluation(
                scored,
                Metric.measureAll(scored),
                Importance.permutation(predictor, first(some, shuffled), metric, random),
                contributions(predictor, some, scored, random),
                Robustness.measure(predictor, some, metric, random));
    }

    private static Map<String, Double> contributions(
            TablePredictor predictor, Importance.Sample some, Scored scored, RandomGenerator random) {
        if (some.columns().size() > MAX_EXPLAINED_COLUMNS) {
            return Map.of();
        }
        Table table = some.table();
        int[] background = random.ints(Math.min(BACKGROUND_ROWS, table.rows()), 0, table.rows())
                .toArray();
        KernelShap shap = new KernelShap(predictor, table.select(background), some.columns());
        int rows = Math.min(EXPLAINED_ROWS, table.rows());
        Map<String, Double> sizes = new TreeMap<>();
        for (int row = 0; row < rows; row++) {
            shap.explain(table, row, scored.predicted(row), random)
                    .forEach((column, value) -> sizes.merge(column, Math.abs(value) / rows, Double::sum));
        }
        return sizes;
    }

    private static Importance.Sample first(Importance.Sample test, int most) {
        Table table = test.table();
        int[] rows = IntStream.range(0, Math.min(most, table.rows())).toArray();
        return new Importance.Sample(table.select(rows), test.target().select(rows), test.columns());
    }
}
