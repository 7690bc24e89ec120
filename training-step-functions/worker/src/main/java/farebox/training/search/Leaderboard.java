package farebox.training.search;

import farebox.training.evaluation.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
            return Leaderboard.mean(folds);
        }

        /** The standard error of the mean over folds. */
        public double standardError() {
            return standardErrorOf(folds);
        }
    }

    /**
     * The first candidate of the list it was given that no other is better than by more than the standard error of
     * their difference, fold by fold: what is simpler wins where the data cannot tell (after Breiman and others,
     * Classification and Regression Trees, 1984, 3.4.3).
     */
    public Entry winner() {
        Entry best = entries.getFirst();
        List<Entry> last =
                entries.stream().filter(entry -> entry.rung() == best.rung()).toList();
        return last.stream()
                .filter(entry -> last.stream().noneMatch(other -> isBetter(other, entry)))
                .min(Comparator.comparingInt(Entry::order))
                .orElse(best);
    }

    private boolean isBetter(Entry one, Entry other) {
        List<Double> differences = IntStream.range(0, one.folds().size())
                .mapToObj(fold -> metric.goodness(one.folds().get(fold))
                        - metric.goodness(other.folds().get(fold)))
                .toList();
        return mean(differences) > standardErrorOf(differences);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double standardErrorOf(List<Double> values) {
        double mean = mean(values);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1) / values.size());
    }
}
