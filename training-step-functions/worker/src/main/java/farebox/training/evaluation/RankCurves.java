package farebox.training.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Curves over all thresholds of one class's probability. */
public final class RankCurves {
    private RankCurves() {}

    /** A point of a curve. */
    public record Point(double x, double y) {}

    /** False positive rate (x) against true positive rate (y) of one class, from (0, 0) to (1, 1). */
    public static List<Point> roc(Scored scored, int c) {
        return curve(
                scored,
                c,
                (counts, totals) -> new Point(
                        ratio(counts.falsePositives(), totals.falsePositives()),
                        ratio(counts.truePositives(), totals.truePositives())));
    }

    /** Recall (x) against precision (y) of one class. */
    public static List<Point> precisionRecall(Scored scored, int c) {
        return curve(
                scored,
                c,
                (counts, totals) -> new Point(
                        ratio(counts.truePositives(), totals.truePositives()),
                        counts.all() == 0 ? 1 : ratio(counts.truePositives(), counts.all())));
    }

    /**
     * The area under the ROC curve, averaged over the classes that occur; of two classes, that of the second. One half
     * where only one class occurs.
     */
    static double auc(Scored scored) {
        int classes = scored.task().outputs();
        return IntStream.range(classes == 2 ? 1 : 0, classes)
                .filter(c -> occurs(scored, c))
                .mapToDouble(c -> area(roc(scored, c)))
                .average()
                .orElse(0.5);
    }

    private static boolean occurs(Scored scored, int c) {
        long count = IntStream.range(0, scored.rows())
                .filter(row -> scored.label(row) == c)
                .count();
        return count > 0 && count < scored.rows();
    }

    private static double area(List<Point> curve) {
        double area = 0;
        for (int i = 1; i < curve.size(); i++) {
            Point from = curve.get(i - 1);
            Point to = curve.get(i);
            area += (to.x() - from.x()) * (to.y() + from.y()) / 2;
        }
        return area;
    }

    /** Rows that a threshold calls positive. */
    private record Counts(int truePositives, int falsePositives) {
        int all() {
            return truePositives + falsePositives;
        }

        Counts plus(boolean isTrue) {
            return isTrue
                    ? new Counts(truePositives + 1, falsePositives)
                    : new Counts(truePositives, falsePositives + 1);
        }
    }

    /** Turns counts into a point. */
    @FunctionalInterface
    private interface PointOf {
        Point of(Counts counts, Counts totals);
    }

    /** One point for each different probability. */
    private static List<Point> curve(Scored scored, int c, PointOf point) {
        List<Integer> order = IntStream.range(0, scored.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -scored.predictions()[row][c]))
                .toList();
        Counts totals = new Counts(0, 0);
        for (int row : order) {
            totals = totals.plus(scored.label(row) == c);
        }
        List<Point> points = new ArrayList<>();
        Counts counts = new Counts(0, 0);
        points.add(point.of(counts, totals));
        for (int i = 0; i < order.size(); i++) {
            counts = counts.plus(scored.label(order.get(i)) == c);
            boolean isLastOfEquals = i + 1 == order.size()
                    || scored.predictions()[order.get(i)][c] != scored.predictions()[order.get(i + 1)][c];
            if (isLastOfEquals) {
                points.add(point.of(counts, totals));
            }
        }
        return points;
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
