package farebox.inference;

import farebox.models.AnchorBoxes;
import farebox.models.ImageInput;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;

/** Gives the same numbers for every image, on one grid of two by two cells with one anchor in each. */
@SuppressWarnings("ArrayRecordComponent") // Nobody writes into them.
public record FaceModel(ModelCard card, double[] scores, double[] boxes) implements Model {
    public static final ModelSpec.ObjectDetection SPEC = new ModelSpec.ObjectDetection(
            new ImageInput(
                    "image",
                    8,
                    8,
                    ImageInput.Layout.CHANNELS_LAST,
                    ImageInput.Resize.STRETCH,
                    List.of(0.5, 0.5, 0.5),
                    List.of(0.5, 0.5, 0.5)),
            new AnchorBoxes(8, List.of(new AnchorBoxes.Grid("scores", "boxes", 2, 2, 1)), 0.5, 0.3),
            List.of("face"));
    public static final GraphSchema GRAPH = new GraphSchema(
            List.of(new TensorSchema("image", TensorType.FP32, List.of(1L, 8L, 8L, 3L))),
            List.of(
                    new TensorSchema("scores", TensorType.FP32, List.of(1L, 4L, 1L)),
                    new TensorSchema("boxes", TensorType.FP32, List.of(1L, 4L, 4L))));

    /** A face in the upper right of every image, of which it is certain, and one in the lower left. */
    public FaceModel(ModelCard card) {
        this(card, new double[] {-4, 4, 1, -4}, new double[] {0, 0, 0, 0, 0, 0, 2, 4, 0, 0, 2, 4, 0, 0, 0, 0});
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        return List.of(tensor("scores", scores), tensor("boxes", boxes));
    }

    private static Tensor tensor(String name, double[] numbers) {
        float[] row = new float[numbers.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) numbers[i];
        }
        Tensor flat = Tensor.ofRows(name, List.of(row), row.length);
        return new Tensor(name, flat.type(), Shape.of(1, 4, row.length / 4), flat.content());
    }
}
