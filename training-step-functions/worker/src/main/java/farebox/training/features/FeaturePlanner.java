package farebox.training.features;

import farebox.kernel.InvalidRequest;
import farebox.training.data.Column;
import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.features.Feature.Indicators;
import farebox.training.features.Feature.Scaled;
import farebox.training.spec.TrainingSpec.Features;
import farebox.training.tabular.Preparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Decides from training rows what each column becomes. Rows that a model is tested on must not be among them. */
public final class FeaturePlanner {
    private final List<String> columns;
    private final Features features;

    /** @param columns those to learn from */
    public FeaturePlanner(List<String> columns, Features features) {
        this.columns = List.copyOf(columns);
        this.features = features;
    }

    /** @throws InvalidRequest if no column varies */
    public FeaturePlan plan(Table table, Preparation preparation) {
        List<Scaled> numbers = new ArrayList<>();
        List<Indicators> categories = new ArrayList<>();
        for (String name : columns) {
            Column column = table.column(name);
            switch (column) {
                case Numbers number -> numbers.add(scaled(number, preparation));
                case Categories texts -> categories.add(new Indicators(name, frequent(texts)));
            }
        }
        return new FeaturePlan(
                preparation == Preparation.COMMON ? commonScale(table, numbers) : numbers,
                categories.stream().filter(category -> category.width() > 0).toList());
    }

    private Scaled scaled(Numbers column, Preparation preparation) {
        float[] present = present(column.values());
        Moments moments = Moments.of(present);
        float missing = standIn(present, moments.mean());
        return switch (preparation) {
            case RAW -> new Scaled(column.name(), Float.NaN, 0, 1);
            case UNSCALED -> new Scaled(column.name(), missing, 0, 1);
            case STANDARD, COMMON ->
                new Scaled(column.name(), missing, (float) moments.mean(), inverse(moments.deviation()));
        };
    }

    /** A column of one value is left in its unit. */
    private static float inverse(double deviation) {
        return deviation > 0 ? (float) (1 / deviation) : 1;
    }

    private float standIn(float[] present, double mean) {
        return switch (features.impute()) {
            case MEAN -> (float) mean;
            case MEDIAN -> present.length == 0 ? 0 : median(present);
            case ZERO -> 0;
        };
    }

    private static float median(float[] present) {
        float[] sorted = present.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The same shifts with one scale, that of the deviation of all shifted numbers together. */
    private static List<Scaled> commonScale(Table table, List<Scaled> numbers) {
        double squares = 0;
        long count = 0;
        for (Scaled number : numbers) {
            for (float value : present(((Numbers) table.column(number.column())).values())) {
                squares += Math.pow(value - number.shift(), 2);
                count++;
            }
        }
        float scale = inverse(count == 0 ? 0 : Math.sqrt(squares / count));
        return numbers.stream()
                .map(number -> new Scaled(number.column(), number.missing(), number.shift(), scale))
                .toList();
    }

    /** The most frequent categories, by name where they are equally frequent. */
    private List<String> frequent(Categories texts) {
        int[] counts = texts.counts();
        return IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(code -> -counts[code]).thenComparing(texts.texts()::get))
                .limit(features.maxCategories())
                .map(texts.texts()::get)
                .toList();
    }

    private static float[] present(float[] values) {
        int count = 0;
        float[] present = new float[values.length];
        for (float value : values) {
            if (!Float.isNaN(value)) {
                present[count++] = value;
            }
        }
        return Arrays.copyOf(present, count);
    }

    /** Mean and standard deviation, 0 for no values. */
    private record Moments(double mean, double deviation) {
        static Moments of(float[] values) {
            double sum = 0;
            for (float value : values) {
                sum += value;
            }
            double mean = values.length == 0 ? 0 : sum / values.length;
            double squares = 0;
            for (float value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new Moments(mean, values.length == 0 ? 0 : Math.sqrt(squares / values.length));
        }
    }
}
