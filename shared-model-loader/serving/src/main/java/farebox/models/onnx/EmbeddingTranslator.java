package farebox.models.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import farebox.models.TokenTensor;
import farebox.models.tensor.TensorSchema;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Token ids in, one embedding out. One text per run: in a batch the texts would be padded, and the dynamic quantisation
 * of an int8 graph would let them change each other's results.
 */
final class EmbeddingTranslator implements NoBatchifyTranslator<TokenIds, float[]> {
    private final List<Input> inputs;
    private final String output;
    private final int dimensions;
    private final Pooler pooler;

    EmbeddingTranslator(List<TensorSchema> inputs, ModelSpec.TextEmbedding spec) {
        this.inputs = inputs.stream().map(Input::of).toList();
        this.output = spec.output();
        this.dimensions = spec.dimensions();
        this.pooler = new Pooler(spec.pooling(), spec.normalise());
    }

    @Override
    public NDList processInput(TranslatorContext context, TokenIds tokens) {
        Shape shape = new Shape(1, tokens.count()); // One for all inputs: making it takes longer than filling a tensor.
        NDList list = new NDList(inputs.size());
        for (Input input : inputs) {
            NDArray array = context.getNDManager()
                    .create(LongBuffer.wrap(input.content().values(tokens)), shape, DataType.INT64);
            array.setName(input.name());
            list.add(array);
        }
        return list;
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList outputs) {
        FloatBuffer hidden = outputs.get(output)
                .toByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return pooler.pool(hidden, hidden.remaining() / dimensions);
    }

    private record Input(String name, TokenTensor content) {
        static Input of(TensorSchema schema) {
            return new Input(schema.name(), TokenTensor.named(schema.name()));
        }
    }
}
