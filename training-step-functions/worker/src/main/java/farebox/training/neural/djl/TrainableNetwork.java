package farebox.training.neural.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import farebox.training.neural.Dataset.Batch;
import farebox.training.neural.Network;
import farebox.training.neural.WeightSpec;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Optimizer.Pace;
import farebox.training.neural.fit.TrainingOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** A network with its weights, their gradients and the optimiser's moments on a device. */
final class TrainableNetwork implements AutoCloseable {
    /** DJL collects gradients once at a time in a process. */
    private static final ReentrantLock COLLECTING = new ReentrantLock();

    private final Network network;
    private final List<WeightSpec> trained;
    private final TrainingOptions options;
    private final Loss loss;
    private final Optimizer optimizer;
    private final NDManager manager;
    private final SequencedMap<String, NDArray> weights = new LinkedHashMap<>();

    TrainableNetwork(Network network, TrainingOptions options, Device device) {
        this.network = network;
        this.trained = network.weights().stream().filter(WeightSpec::isTrained).toList();
        this.options = options;
        this.loss = new Loss(options.classWeights());
        this.optimizer =
                new Optimizer(options.optimizer(), options.regularization().weightDecay());
        this.manager = NDManager.newBaseManager(device);
    }

    void start(Weights startWeights, Weights moments) {
        for (WeightSpec spec : network.weights()) {
            NDArray tensor = Tensors.of(manager, spec, startWeights.get(spec.name()));
            tensor.setRequiresGradient(spec.isTrained());
            weights.put(spec.name(), tensor);
        }
        optimizer.start(manager, network.weights(), moments);
    }

    Weights weights() {
        return Tensors.copy(weights);
    }

    Weights moments() {
        return optimizer.moments();
    }

    /**
     * A batch for a network.
     *
     * @param share of its gradients that is added to those of the step
     */
    record Part(TrainableNetwork network, Batch batch, double share) {}

    /**
     * Adds the gradients of batches, each on the device of its network. Devices that compute on their own do so at the
     * same time, because no loss is read before every batch is under way.
     *
     * @return the losses of the batches, each times its share
     */
    static double accumulate(List<Part> parts, RandomGenerator random) {
        List<NDManager> passes = new ArrayList<>();
        COLLECTING.lock();
        try (GradientCollector collector =
                parts.getFirst().network().manager.getEngine().newGradientCollector()) {
            List<NDArray> losses = new ArrayList<>();
            for (Part part : parts) {
                NDManager pass = part.network().manager.newSubManager();
                passes.add(pass);
                losses.add(part.network().accumulate(part, pass, collector, random));
            }
            double sum = 0;
            for (int i = 0; i < parts.size(); i++) {
                sum += parts.get(i).share() * losses.get(i).getFloat();
            }
            return sum;
        } finally {
            passes.forEach(NDManager::close);
            COLLECTING.unlock();
        }
    }

    private NDArray accumulate(Part part, NDManager pass, GradientCollector collector, RandomGenerator random) {
        weights.values().forEach(weight -> weight.tempAttach(pass));
        Batch batch = part.batch();
        NDArray scores = network.apply(DjlOperations.training(random), weights, Tensors.of(pass, batch.inputs()));
        NDArray value = loss.of(scores, batch.targets());
        collector.backward(value.mul(Tensors.scalar(pass, part.share())));
        return value;
    }

    /** Adds the gradients of the same network on another device to these, and clears the other's. */
    void takeGradients(TrainableNetwork other) {
        try (NDManager pass = manager.newSubManager();
                NDManager others = other.manager.newSubManager()) {
            weights.values().forEach(weight -> weight.tempAttach(pass));
            other.weights.values().forEach(weight -> weight.tempAttach(others));
            for (WeightSpec spec : trained) {
                NDArray given = other.weight(spec).getGradient();
                weight(spec).getGradient().addi(given.toDevice(manager.getDevice(), true));
                given.subi(given);
            }
        }
    }

    /** Takes the weights of the same network on another device. */
    void copyWeights(TrainableNetwork other) {
        try (NDManager pass = manager.newSubManager();
                NDManager others = other.manager.newSubManager()) {
            weights.values().forEach(weight -> weight.tempAttach(pass));
            other.weights.values().forEach(weight -> weight.tempAttach(others));
            weights.forEach((name, weight) -> {
                NDArray given = Objects.requireNonNull(other.weights.get(name), name);
                weight.stopGradient().muli(0).addi(given.stopGradient().toDevice(manager.getDevice(), true));
            });
        }
    }

    /** Changes the weights by the gradients of the step, and clears these. */
    void update(Pace pace) {
        try (NDManager pass = manager.newSubManager()) {
            weights.values().forEach(weight -> weight.tempAttach(pass));
            optimizer.lendTo(pass);
            double scale = clip();
            trained.forEach(spec -> optimizer.update(spec, weight(spec), pace, scale));
        }
    }

    private NDArray weight(WeightSpec spec) {
        NDArray weight = weights.get(spec.name());
        if (weight == null) {
            throw new IllegalStateException("training was not started with " + spec.name());
        }
        return weight;
    }

    /**
     * What scales all gradients so that their norm together is at most the one allowed (Pascanu et al. 2013). The norms
     * are read together, because a device waits for all its work when one is.
     */
    private double clip() {
        double most = options.regularization().maxGradientNorm();
        if (Double.isInfinite(most)) {
            return 1;
        }
        NDList squares = new NDList();
        trained.forEach(spec -> squares.add(weight(spec).getGradient().square().sum()));
        double sum = 0;
        for (float square : NDArrays.stack(squares).toFloatArray()) {
            sum += square;
        }
        return Math.min(1, most / Math.sqrt(sum));
    }

    @Override
    public void close() {
        manager.close();
    }
}
