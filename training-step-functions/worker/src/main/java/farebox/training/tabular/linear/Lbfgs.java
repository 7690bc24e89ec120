package farebox.training.tabular.linear;

import farebox.training.progress.StopSignal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function by limited-memory BFGS with backtracking (Nocedal and Wright, Numerical
 * Optimization, algorithms 7.4 and 3.1).
 */
final class Lbfgs {
    private static final int HISTORY = 10;
    private static final double SUFFICIENT_DECREASE = 1e-4;
    private static final double MIN_STEP = 1e-12;

    private final Objective objective;
    private final Deque<Correction> history = new ArrayDeque<>();

    private Lbfgs(Objective objective) {
        this.objective = objective;
    }

    /** A function and its gradient. */
    @FunctionalInterface
    interface Objective {
        /**
         * @param gradient filled with the gradient at the point
         * @return the value at the point
         */
        double evaluate(double[] point, double[] gradient);
    }

    /** A place and what the function is there. */
    private record Point(double[] at, double value, double[] gradient) {}

    /** A step and the change of the gradient over it. */
    private record Correction(double[] step, double[] change, double curvature) {}

    /**
     * @param tolerance the largest part of the gradient at which the minimum is taken as found
     * @return the point where it ended
     */
    static double[] minimise(
            Objective objective, double[] start, int maxIterations, double tolerance, StopSignal stop) {
        return new Lbfgs(objective).run(start, maxIterations, tolerance, stop);
    }

    private double[] run(double[] start, int maxIterations, double tolerance, StopSignal stop) {
        Point point = evaluate(start.clone());
        for (int i = 0; i < maxIterations && largest(point.gradient()) > tolerance && !stop.stopRequested(); i++) {
            Point next = search(point, direction(point.gradient()));
            if (!(next.value() < point.value())) {
                return point.at();
            }
            remember(point, next);
            point = next;
        }
        return point.at();
    }

    private Point evaluate(double[] at) {
        double[] gradient = new double[at.length];
        return new Point(at, objective.evaluate(at, gradient), gradient);
    }

    /** Halves the step until the function has decreased enough; the given point if no step does. */
    private Point search(Point from, double[] direction) {
        double slope = dot(from.gradient(), direction);
        double step = history.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(from.gradient(), from.gradient()))) : 1;
        for (; step > MIN_STEP; step /= 2) {
            double[] at = from.at().clone();
            addScaled(at, step, direction);
            Point reached = evaluate(at);
            if (reached.value() <= from.value() + SUFFICIENT_DECREASE * step * slope) {
                return reached;
            }
        }
        return from;
    }

    private void remember(Point from, Point to) {
        double[] step = minus(to.at(), from.at());
        double[] change = minus(to.gradient(), from.gradient());
        double curvature = dot(step, change);
        if (curvature > 1e-10 * dot(change, change)) {
            history.addLast(new Correction(step, change, curvature));
            if (history.size() > HISTORY) {
                history.removeFirst();
            }
        }
    }

    /** The two-loop recursion. */
    private double[] direction(double[] gradient) {
        double[] direction = gradient.clone();
        Deque<Double> factors = new ArrayDeque<>();
        for (Iterator<Correction> newest = history.descendingIterator(); newest.hasNext(); ) {
            Correction correction = newest.next();
            double factor = dot(correction.step(), direction) / correction.curvature();
            addScaled(direction, -factor, correction.change());
            factors.push(factor);
        }
        if (!history.isEmpty()) {
            Correction last = history.getLast();
            scale(direction, last.curvature() / dot(last.change(), last.change()));
        }
        for (Correction correction : history) {
            double factor = dot(correction.change(), direction) / correction.curvature();
            addScaled(direction, factors.pop() - factor, correction.step());
        }
        scale(direction, -1);
        return direction;
    }

    private static double largest(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        addScaled(difference, -1, b);
        return difference;
    }

    private static void addScaled(double[] to, double factor, double[] vector) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * vector[i];
        }
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }
}
