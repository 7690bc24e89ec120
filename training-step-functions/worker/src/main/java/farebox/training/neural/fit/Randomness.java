package farebox.training.neural.fit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The random numbers of a training. Each purpose and place has a generator of its own, made from the seed, so that the
 * state of all randomness is the seed and how far training is.
 */
public record Randomness(long seed) {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** What random numbers are for. */
    private enum Purpose {
        WEIGHTS(0),
        ORDER(1),
        STEP(2);

        private final long number;

        Purpose(long number) {
            this.number = number;
        }
    }

    /** For the weights that training starts from. */
    public RandomGenerator weights() {
        return generator(Purpose.WEIGHTS, 0);
    }

    /** For the order of examples in an epoch. */
    RandomGenerator order(int epoch) {
        return generator(Purpose.ORDER, epoch);
    }

    /** For augmentation and dropout in a step. */
    public RandomGenerator step(long step) {
        return generator(Purpose.STEP, step);
    }

    private RandomGenerator generator(Purpose purpose, long place) {
        long mixed = new SplittableRandom(seed + purpose.number * GOLDEN_RATIO).nextLong();
        return new SplittableRandom(mixed + place * GOLDEN_RATIO);
    }
}
