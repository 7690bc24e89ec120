package farebox.inference;

import farebox.models.image.RotatedBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rectangle of the smallest area around pixels: one of its sides lies along a side of their convex hull (Freeman
 * and Shapira, Determining the minimum-area encasing rectangle, 1975).
 */
final class SmallestBox {
    private SmallestBox() {}

    private record Point(int x, int y) {
        /** Above 0 where the way over this and the next turns to the right, as y goes down. */
        private static long turn(Point from, Point over, Point to) {
            return (long) (over.x - from.x) * (to.y - from.y) - (long) (over.y - from.y) * (to.x - from.x);
        }
    }

    /**
     * @param pixels at least one, by their position in rows of the width
     * @return with an angle from -45 to 45 degrees
     */
    static RotatedBox around(List<Integer> pixels, int width) {
        Map<Integer, IntSummaryStatistics> rows = pixels.stream()
                .collect(Collectors.groupingBy(
                        pixel -> pixel / width, Collectors.summarizingInt(pixel -> pixel % width)));
        List<Point> hull = hull(rows.entrySet().stream()
                .flatMap(row -> corners(row.getKey(), row.getValue()))
                .distinct()
                .sorted(Comparator.comparingInt(Point::x).thenComparingInt(Point::y))
                .toList());
        RotatedBox smallest = along(0, hull);
        for (int i = 0; i < hull.size(); i++) {
            Point from = hull.get(i);
            Point to = hull.get((i + 1) % hull.size());
            RotatedBox box = along(acute(Math.atan2(to.y() - from.y(), to.x() - from.x())), hull);
            smallest = box.width() * box.height() < smallest.width() * smallest.height() ? box : smallest;
        }
        return smallest;
    }

    /** Of the outermost pixels of a row. */
    private static Stream<Point> corners(int y, IntSummaryStatistics row) {
        return Stream.of(row.getMin(), row.getMax() + 1).flatMap(x -> Stream.of(new Point(x, y), new Point(x, y + 1)));
    }

    /** By Andrew's monotone chain. */
    private static List<Point> hull(List<Point> sorted) {
        List<Point> hull = new ArrayList<>(chain(sorted));
        hull.removeLast();
        hull.addAll(chain(sorted.reversed()));
        hull.removeLast();
        return hull;
    }

    private static List<Point> chain(List<Point> points) {
        List<Point> chain = new ArrayList<>();
        for (Point point : points) {
            while (chain.size() >= 2 && Point.turn(chain.get(chain.size() - 2), chain.getLast(), point) <= 0) {
                chain.removeLast();
            }
            chain.add(point);
        }
        return chain;
    }

    /** The same direction, or the one across it, from -45 to 45 degrees. */
    private static double acute(double angle) {
        return angle - Math.rint(angle / (Math.PI / 2)) * (Math.PI / 2);
    }

    private static RotatedBox along(double angle, List<Point> hull) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Point point : hull) {
            double across = point.x() * cos + point.y() * sin;
            double down = point.y() * cos - point.x() * sin;
            left = Math.min(left, across);
            right = Math.max(right, across);
            top = Math.min(top, down);
            bottom = Math.max(bottom, down);
        }
        double middleAcross = (left + right) / 2;
        double middleDown = (top + bottom) / 2;
        return new RotatedBox(
                middleAcross * cos - middleDown * sin,
                middleAcross * sin + middleDown * cos,
                right - left,
                bottom - top,
                angle);
    }
}
