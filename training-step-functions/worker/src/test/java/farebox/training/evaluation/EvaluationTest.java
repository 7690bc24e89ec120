package farebox.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import farebox.training.data.Column;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.evaluation.RankCurves.Point;
import farebox.training.features.Target;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EvaluationTest {
    private static final int ROWS = 200;

    @Test
    void of_columnThatTheModelUses_isMoreImportantThanOneItDoesNot() {
        Evaluation evaluation =
                Evaluation.of(EvaluationTest::predict, sample(), Metric.ACCURACY, TrainingContext.random(1));

        assertThat(evaluation.metrics().get("accuracy")).isEqualTo(1);
        assertThat(evaluation.importance()).extracting(Importance::column).containsExactly("used", "unused");
        assertThat(evaluation.importance().getFirst().loss()).isGreaterThan(0.3);
        assertThat(evaluation.importance().getLast().loss()).isZero();
        assertThat(evaluation.contributions().get("unused")).isCloseTo(0, within(1e-6));
        assertThat(evaluation.contributions().get("used")).isGreaterThan(0.2);
    }

    /** Pixels, of which the first one decides. */
    @Test
    void of_wideTable_isShuffledOnFewerRows() {
        int columns = 1_000;
        AtomicLong predicted = new AtomicLong();
        TablePredictor counting = table -> {
            predicted.addAndGet(table.rows());
            return predict(table);
        };

        Evaluation evaluation = Evaluation.of(counting, wide(columns), Metric.ACCURACY, TrainingContext.random(1));

        assertThat(evaluation.importance()).hasSize(columns);
        assertThat(evaluation.importance().getFirst().column()).isEqualTo("used");
        assertThat(predicted.get()).isLessThan(500_000);
    }

    @Test
    void of_moreNoise_costsMore() {
        List<Robustness> robustness = Evaluation.of(
                        EvaluationTest::predict, sample(), Metric.ACCURACY, TrainingContext.random(1))
                .robustness();

        assertThat(robustness.getLast().value())
                .isLessThan(robustness.getFirst().value());
    }

    @Test
    void calibration_comparesProbabilityWithWhatHappened() {
        Scored scored = new Scored(
                new double[][] {{0.9, 0.1}, {0.9, 0.1}, {0.4, 0.6}, {0.4, 0.6}},
                new double[] {0, 1, 1, 1},
                new Task.Classification(2));

        Calibration calibration = Calibration.of(scored);

        assertThat(calibration.bins())
                .containsExactly(new Calibration.Bin(2, 0.6, 1), new Calibration.Bin(2, 0.9, 0.5));
        assertThat(calibration.expectedError()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void curves_runFromNothingToEverything() {
        Scored scored = new Scored(
                new double[][] {{0.2, 0.8}, {0.7, 0.3}, {0.6, 0.4}},
                new double[] {1, 0, 1},
                new Task.Classification(2));

        assertThat(RankCurves.roc(scored, 1))
                .containsExactly(new Point(0, 0), new Point(0, 0.5), new Point(0, 1), new Point(1, 1));
        assertThat(RankCurves.precisionRecall(scored, 1).getLast()).isEqualTo(new Point(1, 2 / 3.0));
    }

    private static double[][] predict(Table table) {
        float[] used = ((Numbers) table.column("used")).values();
        double[][] predictions = new double[used.length][];
        for (int row = 0; row < used.length; row++) {
            predictions[row] = used[row] > ROWS / 2f ? new double[] {0, 1} : new double[] {1, 0};
        }
        return predictions;
    }

    private static Importance.Sample wide(int columns) {
        Importance.Sample narrow = sample();
        List<Column> pixels = new ArrayList<>(List.of(narrow.table().column("used")));
        for (int i = 1; i < columns; i++) {
            pixels.add(new Numbers("p" + i, ((Numbers) narrow.table().column("unused")).values()));
        }
        int[] rows = IntStream.range(0, 1_000).map(i -> i * 7 % ROWS).toArray();
        Table table = new Table("wide.csv", pixels, narrow.table().lines()).select(rows);
        return new Importance.Sample(table, narrow.target().select(rows), table.names());
    }

    private static Importance.Sample sample() {
        float[] used = new float[ROWS];
        float[] unused = new float[ROWS];
        double[] labels = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            used[row] = row;
            unused[row] = row % 7;
            labels[row] = row > ROWS / 2f ? 1 : 0;
        }
        Table table = new Table(
                "made.csv", List.of(new Numbers("used", used), new Numbers("unused", unused)), new long[ROWS]);
        return new Importance.Sample(table, new Target.Labels(List.of("a", "b"), labels), List.of("used", "unused"));
    }
}
