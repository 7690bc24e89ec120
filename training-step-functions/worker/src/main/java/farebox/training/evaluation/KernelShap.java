package farebox.training.evaluation;

import farebox.kernel.shapley.ShapleyValues;
import farebox.training.data.Column;
import farebox.training.data.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What each column adds to the prediction of one row, compared with background rows: KernelSHAP (Lundberg and Lee, A
 * Unified Approach to Interpreting Model Predictions, 2017). Columns are switched on and off by taking their values
 * from the row or from the background; a weighted least squares fit over such coalitions gives the contributions, which
 * add up to the difference between the prediction and the mean prediction of the background.
 */
public final class KernelShap {
    private static final int MAX_COALITIONS = 512;

    private final TablePredictor predictor;
    private final Table background;
    private final List<String> columns;

    /**
     * @param background typical rows, a few dozen
     * @param columns those that the model is given
     */
    public KernelShap(TablePredictor predictor, Table background, List<String> columns) {
        this.predictor = predictor;
        this.background = background;
        this.columns = List.copyOf(columns);
    }

    /**
     * Contributions by column to one output.
     *
     * @param row index of a row of the table
     * @param output index of the class, 0 for a regression
     */
    public Map<String, Double> explain(Table table, int row, int output, RandomGenerator random) {
        Table one = table.select(new int[] {row});
        double base = mean(predictor.predict(background), output);
        double whole = predictor.predict(one)[0][output];
        double[] contributions = new ShapleyValues(columns.size(), MAX_COALITIONS, random)
                .of(coalitions -> worth(one, coalitions, output), base, whole);
        Map<String, Double> byColumn = new LinkedHashMap<>();
        for (int j = 0; j < contributions.length; j++) {
            byColumn.put(columns.get(j), contributions[j]);
        }
        return byColumn;
    }

    private double[] worth(Table one, List<boolean[]> coalitions, int output) {
        return coalitions.stream()
                .mapToDouble(members -> mean(predictor.predict(mix(one, members)), output))
                .toArray();
    }

    /** The background with the columns of a coalition taken from one row. */
    private Table mix(Table one, boolean[] coalition) {
        int[] repeated = new int[background.rows()];
        List<Column> mixed = new ArrayList<>();
        for (int j = 0; j < columns.size(); j++) {
            Column own = one.column(columns.get(j)).select(repeated);
            mixed.add(coalition[j] ? own : background.column(columns.get(j)));
        }
        return new Table(background.file(), mixed, background.lines());
    }

    private static double mean(double[][] predictions, int output) {
        double sum = 0;
        for (double[] prediction : predictions) {
            sum += prediction[output];
        }
        return sum / predictions.length;
    }
}
