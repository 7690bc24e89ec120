package farebox.training.features;

import farebox.training.data.Table;
import farebox.training.features.Feature.Indicators;
import farebox.training.features.Feature.Scaled;
import farebox.training.tabular.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * What each column becomes: one declaration for {@link #transform the trainer's rows} and for {@link GraphFeatures the
 * graph}. Numbers come first, then the indicators of categories.
 */
public record FeaturePlan(List<Scaled> numbers, List<Indicators> categories) {
    public FeaturePlan {
        numbers = List.copyOf(numbers);
        categories = List.copyOf(categories);
    }

    /** All features, in the order in which they fill a row. */
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>(numbers);
        features.addAll(categories);
        return List.copyOf(features);
    }

    /** Numbers of one row. */
    public int width() {
        return features().stream().mapToInt(Feature::width).sum();
    }

    /** The rows of a table that has the columns of this plan. */
    public Matrix transform(Table table) {
        int stride = width();
        float[] rows = new float[Math.multiplyExact(table.rows(), stride)];
        int offset = 0;
        for (Feature feature : features()) {
            feature.write(table, rows, stride, offset);
            offset += feature.width();
        }
        return Matrix.of(stride, rows);
    }
}
