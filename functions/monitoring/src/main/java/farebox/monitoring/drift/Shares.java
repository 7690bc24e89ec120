package farebox.monitoring.drift;

import farebox.monitoring.CategoryDistribution;
import farebox.monitoring.ColumnDistribution;
import farebox.monitoring.NumberDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Two samples counted in the same bins.
 *
 * @param baseline and {@code sample}: counts by bin, of equal length
 */
record Shares(double[] baseline, double[] sample) {
    private static final int BINS = 10;

    /** A bin of which fewer are expected tells nothing by itself. */
    private static final int MIN_COUNT = 5;

    /** Added to every count, so that an empty bin does not make an index infinite. */
    private static final double SMOOTHING = 0.5;

    /** In bins that hold a tenth of the baseline each; fewer where many of its numbers are equal. */
    static Shares ofNumbers(NumberDistribution baseline, NumberDistribution sample) {
        double[] bounds = new double[BINS - 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = baseline.quantile((i + 1.0) / BINS);
        }
        double[] distinct = Arrays.stream(bounds).distinct().toArray();
        return new Shares(counts(baseline, distinct), counts(sample, distinct));
    }

    /** One bin for each category of the baseline that is not rare, and one for all others. */
    static Shares ofCategories(CategoryDistribution baseline, CategoryDistribution sample) {
        List<String> common = baseline.counts().entrySet().stream()
                .filter(count -> count.getValue() >= MIN_COUNT)
                .map(Map.Entry::getKey)
                .toList();
        return new Shares(counts(baseline, common), counts(sample, common));
    }

    /** Rows with a value, and rows without. */
    static Shares ofMissing(ColumnDistribution baseline, ColumnDistribution sample) {
        return new Shares(
                new double[] {baseline.count(), baseline.missing()}, new double[] {sample.count(), sample.missing()});
    }

    /**
     * The population stability index, {@code Σ (q - p) ln(q / p)} over the shares of each bin: N. Siddiqi, "Credit Risk
     * Scorecards" (2006), where less than 0.1 is no change, and 0.25 and more a large one.
     */
    double stabilityIndex() {
        double ofBaseline = Arrays.stream(baseline).sum() + SMOOTHING * baseline.length;
        double ofSample = Arrays.stream(sample).sum() + SMOOTHING * sample.length;
        double index = 0;
        for (int i = 0; i < baseline.length; i++) {
            double p = (baseline[i] + SMOOTHING) / ofBaseline;
            double q = (sample[i] + SMOOTHING) / ofSample;
            index += (q - p) * Math.log(q / p);
        }
        return index;
    }

    /**
     * The probability that two samples of one distribution differ as much, by the chi-squared test of two samples: W.
     * H. Press et al., "Numerical Recipes", 3rd ed., 14.3.1. Bins with few rows are put together.
     */
    double probability() {
        Shares dense = withoutRare();
        double scale = Math.sqrt(Arrays.stream(dense.sample).sum()
                / Arrays.stream(dense.baseline).sum());
        double statistic = 0;
        for (int i = 0; i < dense.baseline.length; i++) {
            double difference = scale * dense.baseline[i] - dense.sample[i] / scale;
            statistic += difference * difference / (dense.baseline[i] + dense.sample[i]);
        }
        int freedom = dense.baseline.length - 1;
        return freedom < 1 ? 1 : RegularizedGamma.Q.value(freedom / 2.0, statistic / 2);
    }

    /** Bins of fewer than ten rows in both together go into one, which is left out if it stays that small. */
    private Shares withoutRare() {
        List<double[]> dense = new ArrayList<>();
        double[] rare = new double[2];
        for (int i = 0; i < baseline.length; i++) {
            if (baseline[i] + sample[i] >= 2 * MIN_COUNT) {
                dense.add(new double[] {baseline[i], sample[i]});
            } else {
                rare[0] += baseline[i];
                rare[1] += sample[i];
            }
        }
        if (rare[0] + rare[1] >= 2 * MIN_COUNT) {
            dense.add(rare);
        }
        return new Shares(
                dense.stream().mapToDouble(bin -> bin[0]).toArray(),
                dense.stream().mapToDouble(bin -> bin[1]).toArray());
    }

    private static double[] counts(NumberDistribution numbers, double[] bounds) {
        double[] shares = numbers.shareUpTo(bounds);
        double[] counts = new double[bounds.length + 1];
        double below = 0;
        for (int i = 0; i < bounds.length; i++) {
            counts[i] = (shares[i] - below) * numbers.count();
            below = shares[i];
        }
        counts[bounds.length] = (1 - below) * numbers.count();
        return counts;
    }

    private static double[] counts(CategoryDistribution categories, List<String> common) {
        double[] counts = new double[common.size() + 1];
        double others = categories.count();
        for (int i = 0; i < common.size(); i++) {
            counts[i] = categories.counts().getOrDefault(common.get(i), 0L);
            others -= counts[i];
        }
        counts[common.size()] = others;
        return counts;
    }
}
