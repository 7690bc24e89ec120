package farebox.training.neural.djl;

import ai.djl.Device;
import farebox.training.neural.Dataset;
import farebox.training.neural.Network;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Optimizer.Pace;
import farebox.training.neural.fit.TrainingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A network on each of some devices. Every batch is divided among them; the first adds up the gradients, changes its
 * weights and gives them to the others, as one device would with the whole batch. Statistics of batches are the
 * first's.
 */
final class Replicas implements AutoCloseable {
    private final TrainableNetwork first;
    private final List<TrainableNetwork> all;

    Replicas(Network network, TrainingOptions options, List<Device> devices) {
        this.all = devices.stream()
                .map(device -> new TrainableNetwork(network, options, device))
                .toList();
        this.first = all.getFirst();
    }

    void start(Weights weights, Weights moments) {
        all.forEach(replica -> replica.start(weights, moments));
    }

    Weights weights() {
        return first.weights();
    }

    Weights moments() {
        return first.moments();
    }

    /**
     * Adds the gradients of some rows to those of the step.
     *
     * @param share of the step's rows that these are
     * @return the mean loss of the rows, times the share
     */
    double accumulate(Dataset dataset, int[] rows, double share, RandomGenerator random) {
        int parts = Math.min(all.size(), rows.length);
        List<TrainableNetwork.Part> work = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int[] some = Arrays.copyOfRange(rows, rows.length * part / parts, rows.length * (part + 1) / parts);
            double ofAll = parts == 1 ? share : share * some.length / rows.length;
            work.add(new TrainableNetwork.Part(all.get(part), dataset.batch(some, random), ofAll));
        }
        return TrainableNetwork.accumulate(work, random);
    }

    void update(Pace pace) {
        List<TrainableNetwork> others = all.subList(1, all.size());
        others.forEach(first::takeGradients);
        first.update(pace);
        others.forEach(other -> other.copyWeights(first));
    }

    @Override
    public void close() {
        all.forEach(TrainableNetwork::close);
    }
}
