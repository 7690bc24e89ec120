package farebox.monitoring.drift;

import farebox.monitoring.CategoryDistribution;
import farebox.monitoring.ColumnDistribution;
import farebox.monitoring.Distributions;
import farebox.monitoring.ModelDistributions;
import farebox.monitoring.NumberDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what a model is given and predicts with its training. A column has drifted if its population stability index
 * says that the change is large, and a test (Kolmogorov-Smirnov for numbers, chi-squared for categories and for how
 * many values are missing) that it is no chance.
 *
 * <p>Chance is held down for all columns and checks of a day together (Bonferroni): the test of one column may be wrong
 * with the probability that a day's false alarm may have, divided by checks and columns. The bound holds whatever the
 * columns and checks have in common, such as the baseline.
 */
public final class DriftTest {
    /** Of a stability index; what is below is no change (Siddiqi 2006). */
    private static final double MIN_INDEX = 0.1;

    /** Fewer rows tell nothing, neither of a baseline nor of calls. */
    private static final int MIN_ROWS = 50;

    private final double probabilityPerCheck;

    /**
     * @param falseAlarmsPerDay how likely a model that has not drifted is reported within a day, at most
     * @param checksPerDay of one model
     */
    public DriftTest(double falseAlarmsPerDay, int checksPerDay) {
        this.probabilityPerCheck = falseAlarmsPerDay / checksPerDay;
    }

    /** A column that only one of the two has is left out. */
    public DriftReport compare(ModelDistributions baseline, ModelDistributions sample) {
        List<Pair> pairs = new ArrayList<>(pairs("input.", baseline.inputs(), sample.inputs()));
        pairs.addAll(pairs("output.", baseline.outputs(), sample.outputs()));
        return new DriftReport(
                sample.rows(),
                pairs.stream()
                        .map(pair -> drift(pair, probabilityPerCheck / pairs.size()))
                        .toList());
    }

    private record Pair(String column, ColumnDistribution baseline, ColumnDistribution sample) {}

    /** What one test says. */
    private record Finding(double stabilityIndex, double distance, double probability) {
        private boolean drifted(double threshold) {
            return stabilityIndex >= MIN_INDEX && probability < threshold;
        }
    }

    private static List<Pair> pairs(String prefix, Distributions baseline, Distributions sample) {
        return baseline.columns().entrySet().stream()
                .flatMap(column -> Optional.ofNullable(sample.columns().get(column.getKey()))
                        .filter(other -> column.getValue().rows() >= MIN_ROWS && other.rows() >= MIN_ROWS)
                        .map(other -> new Pair(prefix + column.getKey(), column.getValue(), other))
                        .stream())
                .toList();
    }

    /** Two tests of one column share what it may be wrong with. */
    private static ColumnDrift drift(Pair pair, double threshold) {
        Finding values = values(pair);
        Finding missing = counted(Shares.ofMissing(pair.baseline(), pair.sample()));
        boolean drifted = values.drifted(threshold / 2) || missing.drifted(threshold / 2);
        Finding larger = missing.stabilityIndex() > values.stabilityIndex() ? missing : values;
        return new ColumnDrift(
                pair.column(), larger.stabilityIndex(), values.distance(), larger.probability(), drifted);
    }

    private static Finding values(Pair pair) {
        if (pair.baseline().count() == 0 || pair.sample().count() == 0) {
            return new Finding(0, 0, 1);
        }
        return switch (pair.baseline()) {
            case NumberDistribution baseline
            when pair.sample() instanceof NumberDistribution sample -> {
                KolmogorovSmirnov test = KolmogorovSmirnov.of(baseline, sample);
                yield new Finding(
                        Shares.ofNumbers(baseline, sample).stabilityIndex(), test.distance(), test.probability());
            }
            case CategoryDistribution baseline
            when pair.sample() instanceof CategoryDistribution sample -> counted(Shares.ofCategories(baseline, sample));
            case ColumnDistribution _ -> new Finding(0, 0, 1);
        };
    }

    private static Finding counted(Shares shares) {
        return new Finding(shares.stabilityIndex(), 0, shares.probability());
    }
}
