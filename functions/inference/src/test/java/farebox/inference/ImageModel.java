package farebox.inference;

import farebox.models.ClassScores;
import farebox.models.ImageInput;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;

/** A model of grey images of 14 × 14 without weights: one is more likely {@code yes} the brighter its left half is. */
public record ImageModel(ModelCard card) implements Model {
    private static final int SIDE = 14;

    public static final ModelSpec.ImageClassification SPEC = new ModelSpec.ImageClassification(
            new ImageInput(
                    "image",
                    SIDE,
                    SIDE,
                    ImageInput.Layout.CHANNELS_FIRST,
                    ImageInput.Resize.STRETCH,
                    List.of(0.0),
                    List.of(1.0)),
            new ClassScores("scores", ClassScores.Activation.NONE, List.of("yes", "no")));

    public static final GraphSchema GRAPH = new GraphSchema(
            List.of(new TensorSchema("image", TensorType.FP32, List.of(-1L, 1L, (long) SIDE, (long) SIDE))),
            List.of(new TensorSchema("scores", TensorType.FP32, List.of(-1L, 2L))));

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        double[] pixels = inputs.getFirst().numbers();
        double left = 0;
        for (int i = 0; i < pixels.length; i++) {
            left += i % SIDE < SIDE / 2 ? pixels[i] / (SIDE * SIDE / 2.0) : 0;
        }
        float probability = (float) Math.min(1, left);
        return List.of(Tensor.ofRows("scores", List.of(new float[] {probability, 1 - probability}), 2));
    }
}
