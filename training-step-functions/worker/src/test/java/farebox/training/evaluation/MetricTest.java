package farebox.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import farebox.training.tabular.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected values are those of scikit-learn's functions of the same names on the same input. */
final class MetricTest {
    private static final Scored THREE_CLASSES = new Scored(
            new double[][] {
                {0.7, 0.2, 0.1}, {0.1, 0.8, 0.1}, {0.3, 0.3, 0.4}, {0.5, 0.4, 0.1}, {0.2, 0.2, 0.6}, {0.1, 0.3, 0.6}
            },
            new double[] {0, 1, 2, 1, 2, 0},
            new Task.Classification(3));

    private static final Scored NUMBERS =
            new Scored(new double[][] {{2.5}, {0}, {2}, {8}}, new double[] {3, -0.5, 2, 7}, new Task.Regression());

    @Test
    void measure_classification_agreesWithTheDefinitions() {
        assertThat(Metric.ACCURACY.measure(THREE_CLASSES)).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(Metric.BALANCED_ACCURACY.measure(THREE_CLASSES)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(Metric.PRECISION.measure(THREE_CLASSES)).isCloseTo((0.5 + 1 + 2 / 3.0) / 3, within(1e-12));
        assertThat(Metric.F1.measure(THREE_CLASSES)).isCloseTo((0.5 + 2 / 3.0 + 0.8) / 3, within(1e-12));
        assertThat(Metric.LOG_LOSS.measure(THREE_CLASSES))
                .isCloseTo(-Math.log(0.7 * 0.8 * 0.4 * 0.4 * 0.6 * 0.1) / 6, within(1e-12));
    }

    @Test
    void measure_areaUnderTheCurve_countsPairsInTheRightOrder() {
        Scored two = new Scored(
                new double[][] {{0.9, 0.1}, {0.6, 0.4}, {0.65, 0.35}, {0.2, 0.8}},
                new double[] {0, 0, 1, 1},
                new Task.Classification(2));

        assertThat(Metric.AUC.measure(two)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void measure_equalProbabilities_countHalf() {
        Scored equal =
                new Scored(new double[][] {{0.5, 0.5}, {0.5, 0.5}}, new double[] {0, 1}, new Task.Classification(2));

        assertThat(Metric.AUC.measure(equal)).isEqualTo(0.5);
    }

    @Test
    void measure_regression_agreesWithTheDefinitions() {
        assertThat(Metric.RMSE.measure(NUMBERS)).isCloseTo(Math.sqrt(0.375), within(1e-12));
        assertThat(Metric.MAE.measure(NUMBERS)).isCloseTo(0.5, within(1e-12));
        assertThat(Metric.R2.measure(NUMBERS)).isCloseTo(0.9486081370449679, within(1e-12));
    }

    @Test
    void goodness_isLargerForBetterValues() {
        assertThat(Metric.RMSE.goodness(1)).isGreaterThan(Metric.RMSE.goodness(2));
        assertThat(Metric.ACCURACY.goodness(0.9)).isGreaterThan(Metric.ACCURACY.goodness(0.8));
    }

    @Test
    void of_task_beginsWithTheOneThatChooses() {
        assertThat(Metric.of(new Task.Classification(2)))
                .startsWith(Metric.ACCURACY)
                .doesNotContain(Metric.RMSE);
        assertThat(Metric.of(new Task.Regression())).isEqualTo(List.of(Metric.RMSE, Metric.MAE, Metric.R2));
    }
}
