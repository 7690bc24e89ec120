package farebox.training.neural.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.WeightSpec;
import farebox.training.neural.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs a network with PyTorch as it is in serving. Close it to free its tensors. */
public final class Predictor implements AutoCloseable {
    private static final int BATCH = 256;

    private final Network network;
    private final NDManager manager;
    private final Map<String, NDArray> weights = new HashMap<>();

    public Predictor(Network network, Weights weights, Device device) {
        this.network = network;
        this.manager = NDManager.newBaseManager(device);
        for (WeightSpec spec : network.weights()) {
            this.weights.put(spec.name(), Tensors.of(manager, spec, weights.get(spec.name())));
        }
    }

    /** The network's scores of each example, one after the other. */
    public float[] predict(Inputs inputs) {
        int count = inputs.count();
        float[][] parts = new float[(count + BATCH - 1) / BATCH][];
        for (int part = 0; part < parts.length; part++) {
            int[] rows = IntStream.range(part * BATCH, Math.min(count, (part + 1) * BATCH))
                    .toArray();
            parts[part] = batch(inputs.select(rows));
        }
        return joined(parts);
    }

    private float[] batch(Inputs inputs) {
        try (NDManager pass = manager.newSubManager()) {
            weights.values().forEach(weight -> weight.tempAttach(pass));
            return network.apply(DjlOperations.inference(), weights, Tensors.of(pass, inputs))
                    .toFloatArray();
        }
    }

    private static float[] joined(float[][] parts) {
        float[] all =
                new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int start = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, start, part.length);
            start += part.length;
        }
        return all;
    }

    @Override
    public void close() {
        manager.close();
    }
}
