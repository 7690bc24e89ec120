package farebox.training.neural.family;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.Network;
import farebox.training.neural.WeightSpec;
import farebox.training.neural.Weights;
import farebox.training.neural.fit.Randomness;
import farebox.training.onnx.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The graph of an earlier training of the same family, whose weights another training begins with.
 *
 * @param file what messages call it
 */
public record GivenWeights(OnnxGraph graph, String file) {
    /** The last layer has other classes, so its kernel and its bias begin anew. */
    private static final int WEIGHTS_OF_LAST_LAYER = 2;

    /** @throws InvalidRequest if the graph is of another network */
    Weights of(Network network, long seed) {
        SequencedMap<String, float[]> values = new LinkedHashMap<>(
                Weights.initial(network, new Randomness(seed).weights()).values());
        int missing = 0;
        for (WeightSpec spec : network.weights()) {
            Optional<float[]> known = graph.constant(spec.name() + "_1").filter(each -> each.length == spec.count());
            known.ifPresent(each -> values.put(spec.name(), each));
            missing += known.isPresent() ? 0 : 1;
        }
        if (missing > WEIGHTS_OF_LAST_LAYER) {
            throw new InvalidRequest(
                    "backbone.file: %s lacks %d of the network's %d weights; give the model.onnx that this family left, trained with the same parameters and image"
                            .formatted(file, missing, network.weights().size()),
                    "backbone.file");
        }
        return new Weights(values);
    }
}
