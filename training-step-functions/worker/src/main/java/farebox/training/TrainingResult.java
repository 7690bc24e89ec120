package farebox.training;

import farebox.monitoring.ModelDistributions;
import farebox.training.card.ModelCard;
import farebox.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a training ended, where it ended as a training can. */
public sealed interface TrainingResult {
    /**
     * A model to publish.
     *
     * @param predictions none where the model predicts nothing that could be tested
     */
    record Trained(Model model, ModelCard card, Optional<TestPredictions> predictions) implements TrainingResult {
        public OnnxGraph graph() {
            return model.graph();
        }

        public ModelArtifact artifact() {
            return model.artifact();
        }
    }

    /**
     * The files of a model.
     *
     * @param tokenizer the {@code tokenizer.json} of the graph's tokens; none where the graph takes no tokens
     * @param background some rows of the training data, by column, which explanations compare with; none for texts
     * @param baseline how the training data and the predictions for held-out rows are distributed; none where the model
     *     predicts nothing that could be tested
     */
    record Model(
            OnnxGraph graph,
            Optional<String> tokenizer,
            List<Map<String, Object>> background,
            Optional<ModelDistributions> baseline,
            ModelArtifact artifact) {
        /** A model without a baseline. */
        public Model(
                OnnxGraph graph,
                Optional<String> tokenizer,
                List<Map<String, Object>> background,
                ModelArtifact artifact) {
            this(graph, tokenizer, background, Optional.empty(), artifact);
        }
    }

    /** A model that missed a bound of its spec. It must not be published. */
    record NotPromoted(List<String> reasons, ModelCard card) implements TrainingResult {}
}
