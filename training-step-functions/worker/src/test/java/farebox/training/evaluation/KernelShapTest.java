package farebox.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import farebox.training.data.Column;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.tabular.TrainingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KernelShapTest {
    @Test
    void explain_sum_givesEachColumnItsOwnShare() {
        Table background = table(3, new float[] {0, 1, 2});
        KernelShap shap = new KernelShap(KernelShapTest::weightedSum, background, background.names());

        Map<String, Double> contributions = shap.explain(table(3, new float[] {5}), 0, 0, TrainingContext.random(1));

        assertThat(contributions.get("x0")).isCloseTo(1 * (5 - 1), within(1e-6));
        assertThat(contributions.get("x1")).isCloseTo(2 * (5 - 1), within(1e-6));
        assertThat(contributions.get("x2")).isCloseTo(3 * (5 - 1), within(1e-6));
    }

    @Test
    void explain_product_sharesWhatTwoColumnsDoTogether() {
        Table background = table(2, new float[] {0});
        TablePredictor product = rows -> predictions(rows, values -> values[0] * values[1]);

        Map<String, Double> contributions = new KernelShap(product, background, background.names())
                .explain(table(2, new float[] {4}), 0, 0, TrainingContext.random(1));

        assertThat(contributions.get("x0")).isCloseTo(8, within(1e-6));
        assertThat(contributions.get("x1")).isCloseTo(8, within(1e-6));
    }

    @Test
    void explain_manyColumns_addsUpAndComesCloseToTheShares() {
        Table background = table(20, new float[] {0, 2});
        KernelShap shap = new KernelShap(KernelShapTest::weightedSum, background, background.names());

        Map<String, Double> contributions = shap.explain(table(20, new float[] {3}), 0, 0, TrainingContext.random(1));

        assertThat(contributions.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(210 * 2, within(1e-6));
        assertThat(contributions.get("x19")).isCloseTo(40, within(0.01));
    }

    /** 1 x0 + 2 x1 + … */
    private static double[][] weightedSum(Table rows) {
        return predictions(rows, values -> {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += (j + 1) * values[j];
            }
            return sum;
        });
    }

    @FunctionalInterface
    private interface Formula {
        double of(float[] values);
    }

    private static double[][] predictions(Table rows, Formula formula) {
        double[][] predictions = new double[rows.rows()][1];
        for (int row = 0; row < predictions.length; row++) {
            float[] values = new float[rows.columns().size()];
            for (int j = 0; j < values.length; j++) {
                values[j] = ((Numbers) rows.columns().get(j)).values()[row];
            }
            predictions[row][0] = formula.of(values);
        }
        return predictions;
    }

    /** Columns of equal values. */
    private static Table table(int columns, float[] values) {
        List<Column> all = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            all.add(new Numbers("x" + j, values));
        }
        return new Table("made.csv", all, new long[values.length]);
    }
}
