package farebox.training;

import farebox.training.card.ModelCard;
import farebox.training.onnx.OnnxGraph;
import java.util.List;

/** How a training ended, where it ended as a training can. */
public sealed interface TrainingResult {
    /** A model to publish. */
    record Trained(OnnxGraph graph, ModelArtifact artifact, ModelCard card) implements TrainingResult {}

    /** A model that missed a bound of its spec. It must not be published. */
    record NotPromoted(List<String> reasons, ModelCard card) implements TrainingResult {}
}
