package farebox.training.neural;

import java.util.random.RandomGenerator;

/** Examples to train on, by their numbers from 0. */
public interface Dataset {
    /** Some examples. */
    record Batch(Inputs inputs, Targets targets) {}

    int size();

    /**
     * The examples of these numbers; what is made up about them, such as a shift of an image, comes from
     * {@code random}.
     */
    Batch batch(int[] rows, RandomGenerator random);

    /** Examples that lie in memory and are given as they are. */
    static Dataset of(Inputs inputs, Targets targets) {
        return new Dataset() {
            @Override
            public int size() {
                return inputs.count();
            }

            @Override
            public Batch batch(int[] rows, RandomGenerator random) {
                return new Batch(inputs.select(rows), targets.select(rows));
            }
        };
    }
}
