package farebox.inference;

import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.PixelScale;
import farebox.models.ReadingModel;
import farebox.models.TextDetection;
import farebox.models.TextRecognition;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;

/** Finds one line in every image, and reads {@code ab} in it, in steps a, a, none, b. */
public record PageModel(ModelCard card) implements ReadingModel {
    private static final PixelScale SCALE =
            new PixelScale(PixelScale.Order.RGB, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    public static final ModelSpec.ImageToText SPEC = new ModelSpec.ImageToText(
            new TextDetection("x", "map", 32, SCALE, 0.5, 0.5, 0),
            new TextRecognition("x", "steps", 8, 64, SCALE, 0.5, List.of("a", "b")));
    public static final GraphSchema GRAPH = new GraphSchema(
            List.of(new TensorSchema("x", TensorType.FP32, List.of(-1L, 3L, -1L, -1L))),
            List.of(new TensorSchema("map", TensorType.FP32, List.of(-1L, 1L, -1L, -1L))));

    private static final int SIDE = 32;

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        float[] map = new float[SIDE * SIDE];
        for (int y = 8; y < 16; y++) {
            for (int x = 4; x < 28; x++) {
                map[y * SIDE + x] = 1;
            }
        }
        Tensor flat = Tensor.ofRows("map", List.of(map), map.length);
        return List.of(new Tensor("map", flat.type(), Shape.of(1, 1, SIDE, SIDE), flat.content()));
    }

    @Override
    public Tensor recognise(Tensor line, String output) {
        float[] steps = {0.1f, 0.9f, 0, 0.2f, 0.8f, 0, 1, 0, 0, 0.3f, 0, 0.7f};
        Tensor flat = Tensor.ofRows(output, List.of(steps), steps.length);
        return new Tensor(output, flat.type(), Shape.of(1, 4, 3), flat.content());
    }
}
