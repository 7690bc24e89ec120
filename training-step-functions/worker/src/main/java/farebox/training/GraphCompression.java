package farebox.training;

import farebox.kernel.InvalidRequest;
import farebox.training.TrainingResult.Trained;
import farebox.training.card.ModelCard;
import farebox.training.card.ModelCard.Compression.Measured;
import farebox.training.onnx.OnnxGraph;
import farebox.training.spec.TrainingSpec;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the graph of a network smaller as a spec asks.
 *
 * @param family of the model, for messages
 */
public record GraphCompression(TrainingSpec.Compression spec, String family) {
    /** @throws InvalidRequest if the method makes nothing of the graph smaller */
    OnnxGraph smaller(OnnxGraph graph) {
        Optional<OnnxGraph> smaller = switch (spec.method()) {
            case INT8 -> graph.quantized();
            case PRUNING -> graph.pruned(spec.share());
            case DISTILLATION -> Optional.empty();
        };
        return smaller.orElseThrow(() -> new InvalidRequest(
                "compression.method: %s makes no part of a model of the family %s smaller; it is for networks"
                        .formatted(spec.method().word(), family),
                "compression.method"));
    }

    /**
     * The model with the smaller graph, whose card shows both.
     *
     * @param review measures a graph on held-out data and describes it
     */
    public Trained of(Trained exported, Function<OnnxGraph, Trained> review) {
        Trained smaller = review.apply(smaller(exported.graph()));
        ModelCard.Compression comparison =
                new ModelCard.Compression(spec.method().word(), measured(exported), measured(smaller));
        return new Trained(smaller.model(), smaller.card().withCompression(comparison), smaller.predictions());
    }

    private static Measured measured(Trained model) {
        ModelCard.Graph graph = model.card().graph();
        return measured(model.card().metrics(), model.graph(), graph.medianMicroseconds());
    }

    static Measured measured(Map<String, Double> metrics, OnnxGraph graph, long medianMicroseconds) {
        byte[] bytes = graph.toBytes();
        return new Measured(metrics, bytes.length, Deflated.size(bytes), medianMicroseconds);
    }
}
