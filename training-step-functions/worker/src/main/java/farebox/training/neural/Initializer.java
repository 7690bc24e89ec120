package farebox.training.neural;

import java.util.random.RandomGenerator;

/** How a weight starts. */
public sealed interface Initializer {
    record Constant(float value) implements Initializer {}

    /** Evenly between plus and minus this limit. */
    record Uniform(double limit) implements Initializer {}

    record Normal(double deviation) implements Initializer {}

    static Initializer zero() {
        return new Constant(0);
    }

    static Initializer one() {
        return new Constant(1);
    }

    /** He et al. 2015: keeps the variance through ReLU. */
    static Initializer he(long inputs) {
        return new Normal(Math.sqrt(2.0 / inputs));
    }

    /** Glorot and Bengio 2010: keeps the variance both ways. */
    static Initializer xavier(long inputs, long outputs) {
        return new Uniform(Math.sqrt(6.0 / (inputs + outputs)));
    }

    default float[] values(int count, RandomGenerator random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = next(random);
        }
        return values;
    }

    private float next(RandomGenerator random) {
        return switch (this) {
            case Constant(float value) -> value;
            case Uniform(double limit) -> (float) random.nextDouble(-limit, limit);
            case Normal(double deviation) -> (float) random.nextGaussian(0, deviation);
        };
    }
}
