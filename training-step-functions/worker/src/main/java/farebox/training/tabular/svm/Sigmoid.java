package farebox.training.tabular.svm;

/**
 * A probability from a decision value: {@code 1 / (1 + exp(slope * f + intercept))}, fitted as Lin, Lu and Weng propose
 * (A note on Platt's probabilistic outputs for support vector machines, Machine Learning 68, 2007).
 */
record Sigmoid(double slope, double intercept) {
    /** What stands for a fit while a search compares models by their labels: monotone, and one half at 0. */
    static final Sigmoid UNFITTED = new Sigmoid(-2, 0);

    private static final int MAX_ITERATIONS = 100;
    private static final double RIDGE = 1e-12;
    private static final double TOLERANCE = 1e-5;
    private static final double MIN_STEP = 1e-10;

    double probability(double decision) {
        return 1 / (1 + Math.exp(slope * decision + intercept));
    }

    /** @param positive which decisions should have been positive */
    static Sigmoid fit(double[] decisions, boolean[] positive) {
        double[] targets = targets(positive);
        int negatives = count(positive, false);
        Sigmoid sigmoid = new Sigmoid(0, Math.log((negatives + 1.0) / (positive.length - negatives + 1.0)));
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            Newton newton = Newton.at(sigmoid, decisions, targets);
            if (Math.abs(newton.gradientSlope()) < TOLERANCE && Math.abs(newton.gradientIntercept()) < TOLERANCE) {
                break;
            }
            Sigmoid next = newton.descend(sigmoid, decisions, targets);
            if (next.equals(sigmoid)) {
                break;
            }
            sigmoid = next;
        }
        return sigmoid;
    }

    /** Targets a little inside 0 and 1, so that separable data have a finite optimum. */
    private static double[] targets(boolean[] positive) {
        double high = (count(positive, true) + 1.0) / (count(positive, true) + 2.0);
        double low = 1 / (count(positive, false) + 2.0);
        double[] targets = new double[positive.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = positive[i] ? high : low;
        }
        return targets;
    }

    private static int count(boolean[] values, boolean wanted) {
        int count = 0;
        for (boolean value : values) {
            count += value == wanted ? 1 : 0;
        }
        return count;
    }

    private double loss(double[] decisions, double[] targets) {
        double loss = 0;
        for (int i = 0; i < decisions.length; i++) {
            double exponent = decisions[i] * slope + intercept;
            loss += exponent >= 0
                    ? targets[i] * exponent + Math.log1p(Math.exp(-exponent))
                    : (targets[i] - 1) * exponent + Math.log1p(Math.exp(exponent));
        }
        return loss;
    }

    /** Gradient and Newton direction at one point. */
    private record Newton(double gradientSlope, double gradientIntercept, double stepSlope, double stepIntercept) {
        static Newton at(Sigmoid sigmoid, double[] decisions, double[] targets) {
            double h11 = RIDGE;
            double h22 = RIDGE;
            double h21 = 0;
            double g1 = 0;
            double g2 = 0;
            for (int i = 0; i < decisions.length; i++) {
                double p = sigmoid.probability(decisions[i]);
                double weight = p * (1 - p);
                h11 += decisions[i] * decisions[i] * weight;
                h22 += weight;
                h21 += decisions[i] * weight;
                g1 += decisions[i] * (targets[i] - p);
                g2 += targets[i] - p;
            }
            double determinant = h11 * h22 - h21 * h21;
            return new Newton(g1, g2, -(h22 * g1 - h21 * g2) / determinant, -(h11 * g2 - h21 * g1) / determinant);
        }

        /** Halves the step until the loss has decreased enough. */
        Sigmoid descend(Sigmoid from, double[] decisions, double[] targets) {
            double loss = from.loss(decisions, targets);
            double decrease = gradientSlope * stepSlope + gradientIntercept * stepIntercept;
            for (double step = 1; step >= MIN_STEP; step /= 2) {
                Sigmoid next = new Sigmoid(from.slope + step * stepSlope, from.intercept + step * stepIntercept);
                if (next.loss(decisions, targets) < loss + 1e-4 * step * decrease) {
                    return next;
                }
            }
            return from;
        }
    }
}
