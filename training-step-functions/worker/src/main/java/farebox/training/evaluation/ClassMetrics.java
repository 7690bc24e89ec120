package farebox.training.evaluation;

import java.util.stream.IntStream;

/** Metrics of classifications. */
final class ClassMetrics {
    /** A probability of 0 for what happened would cost infinitely much. */
    private static final double MIN_PROBABILITY = 1e-15;

    private ClassMetrics() {}

    static double accuracy(Scored scored) {
        return IntStream.range(0, scored.rows())
                        .filter(row -> scored.label(row) == scored.predicted(row))
                        .count()
                / (double) scored.rows();
    }

    static double recall(Scored scored) {
        return mean(scored, (confusion, c) -> ratio(confusion[c][c], rowSum(confusion, c)));
    }

    static double precision(Scored scored) {
        return mean(scored, (confusion, c) -> ratio(confusion[c][c], columnSum(confusion, c)));
    }

    static double f1(Scored scored) {
        return mean(
                scored, (confusion, c) -> ratio(2 * confusion[c][c], rowSum(confusion, c) + columnSum(confusion, c)));
    }

    static double logLoss(Scored scored) {
        return IntStream.range(0, scored.rows())
                .mapToDouble(row -> -Math.log(Math.max(MIN_PROBABILITY, scored.predictions()[row][scored.label(row)])))
                .average()
                .orElseThrow();
    }

    private static double mean(Scored scored, ClassMeasure measure) {
        int[][] confusion = scored.confusion();
        return IntStream.range(0, confusion.length)
                .filter(c -> rowSum(confusion, c) > 0)
                .mapToDouble(c -> measure.of(confusion, c))
                .average()
                .orElseThrow();
    }

    /** A number about one class. */
    @FunctionalInterface
    private interface ClassMeasure {
        double of(int[][] confusion, int c);
    }

    private static int rowSum(int[][] confusion, int c) {
        return IntStream.of(confusion[c]).sum();
    }

    private static int columnSum(int[][] confusion, int c) {
        return IntStream.range(0, confusion.length)
                .map(row -> confusion[row][c])
                .sum();
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
