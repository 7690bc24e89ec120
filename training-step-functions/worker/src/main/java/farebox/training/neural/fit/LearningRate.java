package farebox.training.neural.fit;

/** A learning rate over the steps of a training: a linear rise to the peak, then a decay. */
public record LearningRate(double peak, double warmUpShare, Decay decay) {
    /** How the rate falls from the peak until the last step. */
    public enum Decay {
        NONE,
        LINEAR,
        COSINE
    }

    public LearningRate {
        if (!(peak > 0 && Double.isFinite(peak))) {
            throw new IllegalArgumentException("a learning rate is above 0, not " + peak);
        }
        if (!(warmUpShare >= 0 && warmUpShare < 1)) {
            throw new IllegalArgumentException("the warm-up is from 0 to below 1 of all steps, not " + warmUpShare);
        }
    }

    public static LearningRate constant(double rate) {
        return new LearningRate(rate, 0, Decay.NONE);
    }

    public static LearningRate cosine(double peak, double warmUpShare) {
        return new LearningRate(peak, warmUpShare, Decay.COSINE);
    }

    /** The rate of a step, from 0, of so many. */
    public double at(long step, long steps) {
        double warmUp = Math.ceil(warmUpShare * steps);
        if (step < warmUp) {
            return peak * (step + 1) / warmUp;
        }
        double progress = Math.min(1, (step - warmUp) / Math.max(1, steps - warmUp));
        return switch (decay) {
            case NONE -> peak;
            case LINEAR -> peak * (1 - progress);
            case COSINE -> peak * (1 + Math.cos(Math.PI * progress)) / 2;
        };
    }
}
