package farebox.monitoring.drift;

import farebox.monitoring.NumberDistribution;

/**
 * The two-sample test of Kolmogorov and Smirnov on sketches: how likely two samples of one distribution differ as much
 * as these.
 *
 * @param distance the largest difference of the two shares of numbers up to some value, from 0 to 1
 * @param probability of such a distance or a larger one by chance; no smaller than it is, since the errors of both
 *     sketches are taken off the distance before
 */
record KolmogorovSmirnov(double distance, double probability) {
    private static final int TERMS = 100;
    private static final double NEGLIGIBLE = 1e-16;

    /** Both must have numbers. */
    static KolmogorovSmirnov of(NumberDistribution baseline, NumberDistribution sample) {
        double distance =
                Math.max(distance(baseline, sample, baseline.kept()), distance(baseline, sample, sample.kept()));
        double certain = Math.max(0, distance - baseline.rankError() - sample.rankError());
        double size = 1.0 / (1.0 / baseline.count() + 1.0 / sample.count());
        return new KolmogorovSmirnov(distance, probability(certain, size));
    }

    private static double distance(NumberDistribution a, NumberDistribution b, double[] at) {
        double[] shareOfA = a.shareUpTo(at);
        double[] shareOfB = b.shareUpTo(at);
        double largest = 0;
        for (int i = 0; i < at.length; i++) {
            largest = Math.max(largest, Math.abs(shareOfA[i] - shareOfB[i]));
        }
        return largest;
    }

    /**
     * The limit of Kolmogorov, with the correction for small samples of M. A. Stephens, "Use of the Kolmogorov-Smirnov,
     * Cramér-von Mises and related statistics without extensive tables", J. R. Stat. Soc. B 32 (1970).
     *
     * @param size {@code mn / (m + n)} of two samples of m and n
     */
    static double probability(double distance, double size) {
        double root = Math.sqrt(size);
        double scaled = (root + 0.12 + 0.11 / root) * distance;
        if (scaled < 0.2) {
            return 1; // The series converges slowly here, to one.
        }
        double sum = 0;
        for (int k = 1; k <= TERMS; k++) {
            double term = Math.exp(-2.0 * k * k * scaled * scaled);
            sum += k % 2 == 1 ? term : -term;
            if (term < NEGLIGIBLE) {
                break;
            }
        }
        return Math.clamp(2 * sum, 0, 1);
    }
}
