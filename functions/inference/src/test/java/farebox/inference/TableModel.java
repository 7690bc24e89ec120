package farebox.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import farebox.models.ClassScores;
import farebox.models.Columns;
import farebox.models.Columns.Column;
import farebox.models.ExplainableModel;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** A model of tables without weights: a row is more likely {@code yes} the longer it is. */
public record TableModel(ModelCard card) implements ExplainableModel {
    public static final ModelSpec SPEC = new ModelSpec.TabularClassification(
            new Columns(List.of(
                    new Column("length", "numbers", false),
                    new Column("width", "numbers", false),
                    new Column("colour", "colour", true))),
            new ClassScores("scores", ClassScores.Activation.NONE, List.of("yes", "no")));
    public static final GraphSchema GRAPH = new GraphSchema(
            List.of(
                    new TensorSchema("numbers", TensorType.FP32, List.of(-1L, 2L)),
                    new TensorSchema("colour", TensorType.BYTES, List.of(-1L, 1L))),
            List.of(new TensorSchema("scores", TensorType.FP32, List.of(-1L, 2L))));

    @Override
    public byte[] background() {
        return "{\"rows\":[{\"length\":0,\"width\":1,\"colour\":\"red\"},{\"length\":2,\"width\":3}]}".getBytes(UTF_8);
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        double[] numbers = inputs.stream()
                .filter(input -> input.name().equals("numbers"))
                .findFirst()
                .orElseThrow()
                .numbers();
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            float yes = (float) (1 / (1 + Math.exp(-numbers[i])));
            rows.add(new float[] {yes, 1 - yes});
        }
        return List.of(Tensor.ofRows("scores", rows, 2));
    }
}
