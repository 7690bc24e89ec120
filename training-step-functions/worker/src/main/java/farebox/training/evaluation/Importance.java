package farebox.training.evaluation;

import farebox.training.data.Column;
import farebox.training.data.Table;
import farebox.training.features.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How much a metric falls when the values of one column are shuffled among rows (Breiman, Random Forests, 2001).
 *
 * @param loss the mean fall over repeats; what a model does not use has 0
 */
public record Importance(String column, double loss) {
    private static final int REPEATS = 3;

    /** All columns of these names, the most important first. */
    public static List<Importance> permutation(
            TablePredictor predictor, Sample sample, Metric metric, RandomGenerator random) {
        double whole = metric.goodness(metric.measure(sample.score(predictor)));
        List<Importance> importances = new ArrayList<>();
        for (String column : sample.columns()) {
            double sum = 0;
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                Sample shuffled = sample.shuffle(column, random);
                sum += whole - metric.goodness(metric.measure(shuffled.score(predictor)));
            }
            importances.add(new Importance(column, sum / REPEATS));
        }
        importances.sort(Comparator.comparingDouble((Importance importance) -> -importance.loss())
                .thenComparing(Importance::column));
        return List.copyOf(importances);
    }

    /**
     * Rows to measure on.
     *
     * @param columns those that a model is given
     */
    public record Sample(Table table, Target target, List<String> columns) {
        public Sample {
            columns = List.copyOf(columns);
        }

        public Scored score(TablePredictor predictor) {
            return new Scored(predictor.predict(table), target.values(), target.task());
        }

        private Sample shuffle(String name, RandomGenerator random) {
            int[] rows = IntStream.range(0, table.rows()).toArray();
            for (int i = rows.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int row = rows[i];
                rows[i] = rows[j];
                rows[j] = row;
            }
            List<Column> changed = table.columns().stream()
                    .map(column -> column.name().equals(name) ? column.select(rows) : column)
                    .toList();
            return new Sample(new Table(table.file(), changed, table.lines()), target, columns);
        }
    }
}
