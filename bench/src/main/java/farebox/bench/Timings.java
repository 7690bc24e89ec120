package farebox.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How long one task took, round by round.
 *
 * @param nanos one for each round, in their order; never changed after construction
 * @param tasks of a round; each of them begins one in as many rounds
 */
record Timings(long[] nanos, int tasks) {
    private static final double NANOS_IN_A_MILLISECOND = 1e6;

    Timings {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("a sample has at least one round");
        }
    }

    /** Half of the rounds took no longer; between the two in the middle if their number is even. */
    double medianMillis() {
        return median(Arrays.stream(nanos)
                .mapToDouble(each -> each / NANOS_IN_A_MILLISECOND)
                .toArray());
    }

    /**
     * The shortest time within which that many of a hundred rounds ended (nearest rank, nothing interpolated).
     *
     * @param percent above 0, at most 100
     */
    double percentileMillis(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile is above 0 and at most 100: " + percent);
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[rank - 1] / NANOS_IN_A_MILLISECOND;
    }

    /**
     * The median of the ratios over as many rounds as there are tasks, so that each has begun one: whoever begins may
     * come right after itself and find its data in the processor's caches, so single rounds have ratios of two kinds.
     * Whatever slows a machine for a while slows all tasks, so it cancels out here and not in the ratio of the medians.
     * Rounds at the end that are too few are left out.
     */
    double medianRatioTo(Timings baseline) {
        if (nanos.length != baseline.nanos.length || tasks != baseline.tasks) {
            throw new IllegalArgumentException("the samples are not of the same rounds");
        }
        int together = Math.min(tasks, nanos.length);
        return median(IntStream.range(0, nanos.length / together)
                .map(group -> group * together)
                .mapToDouble(from -> sum(from, from + together) / baseline.sum(from, from + together))
                .toArray());
    }

    private double sum(int from, int to) {
        return Arrays.stream(nanos, from, to).sum();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
