package farebox.batch.lambda;

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

/** A model of images without weights: an image is {@code light} as far as its first pixel is. */
record GreyModel(ModelCard card) implements Model {
    static final ModelSpec SPEC = new ModelSpec.ImageClassification(
            new ImageInput(
                    "image",
                    2,
                    2,
                    ImageInput.Layout.CHANNELS_FIRST,
                    ImageInput.Resize.STRETCH,
                    List.of(0d),
                    List.of(1d)),
            new ClassScores("scores", ClassScores.Activation.NONE, List.of("light", "dark")));
    static final GraphSchema GRAPH = new GraphSchema(
            List.of(new TensorSchema("image", TensorType.FP32, List.of(-1L, 1L, 2L, 2L))),
            List.of(new TensorSchema("scores", TensorType.FP32, List.of(-1L, 2L))));

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        float light = (float) inputs.getFirst().numbers()[0];
        return List.of(Tensor.ofRows("scores", List.of(new float[] {light, 1 - light}), 2));
    }
}
