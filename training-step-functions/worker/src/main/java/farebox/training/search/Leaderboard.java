package farebox.training.search;

import farebox.training.evaluation.Metric;
import java.util.Comparator;
import java.util.List;

/**
 * Candidates, the best first: those that were measured on more rows and folds stand above those that left earlier.
 *
 * @param complete whether every candidate was measured before the time ended
 */
public record Leaderboard(Metric metric, List<Entry> entries, boolean complete) {
    public Leaderboard {
        entries = entries.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> -entry.rung())
                        .thenComparingDouble(entry -> -metric.goodness(entry.mean())))
                .toList();
    }

    /**
     * How one candidate did.
     *
     * @param rung of the search, from 0, at which it was measured last
     * @param folds the metric of each fold of that rung
     */
    public record Entry(Candidate candidate, int order, int rung, List<Double> folds) {
        public Entry {
            folds = List.copyOf(folds);
        }

        public double mean() {
            return folds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }

        /** The standard error of the mean over folds. */
        public double standardError() {
            double mean = mean();
            double squares = folds.stream()
                    .mapToDouble(fold -> (fold - mean) * (fold - mean))
                    .sum();
            return folds.size() < 2 ? 0 : Math.sqrt(squares / (folds.size() - 1) / folds.size());
        }
    }

    /**
     * The first candidate of the list it was given whose mean is within one standard error of the best: what is simpler
     * wins where the data cannot tell (Breiman and others, Classification and Regression Trees, 1984, 3.4.3).
     */
    public Entry winner() {
        Entry best = entries.getFirst();
        double bound = metric.goodness(best.mean()) - best.standardError();
        return entries.stream()
                .filter(entry -> entry.rung() == best.rung() && metric.goodness(entry.mean()) >= bound)
                .min(Comparator.comparingInt(Entry::order))
                .orElse(best);
    }
}
