package farebox.training.tabular;

import farebox.training.progress.Progress;
import farebox.training.progress.StopSignal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Chance, reports and the end of time, as a trainer is given them.
 *
 * @param checkpoints where a long training keeps its state, and finds it again after it was killed
 */
public record TrainingContext(RandomGenerator random, Progress progress, StopSignal stop, Optional<Path> checkpoints) {
    /** A context without checkpoints. */
    public TrainingContext(RandomGenerator random, Progress progress, StopSignal stop) {
        this(random, progress, stop, Optional.empty());
    }

    /** A context that reports nothing and never stops. */
    public static TrainingContext of(long seed) {
        return new TrainingContext(random(seed), Progress.NONE, StopSignal.NEVER);
    }

    /** The generator of a seed; the same numbers on every machine. */
    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
