package farebox.training.neural.fit;

import farebox.training.neural.Weights;
import java.util.List;

/**
 * All that a training needs to go on as if it had never stopped: weights, the optimiser's moments, where it is among
 * the examples and its random numbers, and the best weights so far.
 *
 * @param settings a fingerprint of network, options and data; a training with others cannot go on from here
 */
public record TrainingState(
        String settings, Position position, Weights weights, Weights moments, Best best, List<EpochResult> history) {
    /**
     * How far training is. Random numbers and the order of examples follow from the seed and this.
     *
     * @param step steps done in all
     * @param epoch epochs done
     * @param batch batches done in the epoch that runs
     * @param lossSum the sum of the losses of those batches
     */
    public record Position(long seed, long step, int epoch, int batch, double lossSum) {
        public static Position start(long seed) {
            return new Position(seed, 0, 0, 0, 0);
        }

        public Position nextStep(double loss) {
            return new Position(seed, step + 1, epoch, batch + 1, lossSum + loss);
        }

        public Position nextEpoch() {
            return new Position(seed, step, epoch + 1, 0, 0);
        }
    }

    /** The weights with the best metric, and the number of epochs since then. */
    public record Best(double metric, int epoch, int epochsSince, Weights weights) {}

    /** What an epoch came to; epochs count from 1. */
    public record EpochResult(int epoch, double loss, double metric) {}

    public TrainingState {
        history = List.copyOf(history);
    }
}
