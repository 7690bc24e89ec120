package farebox.training.neural.fit;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The order of examples: every epoch takes each once, in an order of its own, in batches that differ by at most one.
 */
public record Sampler(int examples, int batchSize, Randomness randomness) {
    public Sampler {
        if (examples < 1) {
            throw new IllegalArgumentException("there is no example to train on");
        }
    }

    public int batches() {
        return (examples + batchSize - 1) / batchSize;
    }

    /** The examples of each batch of an epoch. */
    public int[][] epoch(int epoch) {
        int[] order = shuffled(randomness.order(epoch));
        int[][] batches = new int[batches()][];
        for (int batch = 0; batch < batches.length; batch++) {
            batches[batch] = Arrays.copyOfRange(order, start(batch), start(batch + 1));
        }
        return batches;
    }

    private int start(int batch) {
        return Math.toIntExact((long) batch * examples / batches());
    }

    /** Fisher and Yates' shuffle. */
    private int[] shuffled(RandomGenerator random) {
        int[] order = IntStream.range(0, examples).toArray();
        for (int i = examples - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
