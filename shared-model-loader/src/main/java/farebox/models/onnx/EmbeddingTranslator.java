package farebox.models.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import farebox.models.Manifest;
import farebox.models.TensorSchema;
import farebox.models.TokenIds;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Token ids in, one embedding out. One text per run: in a batch the texts would be padded, and the dynamic quantisation
 * of an int8 graph would let them change each other's answers.
 */
final class EmbeddingTranslator implements NoBatchifyTranslator<TokenIds, float[]> {
    private final Manifest manifest;
    private final Pooler pooler;

    EmbeddingTranslator(Manifest manifest) {
        this.manifest = manifest;
        this.pooler = new Pooler(manifest.pooling(), manifest.normalise());
    }

    @Override
    public NDList processInput(TranslatorContext context, TokenIds tokens) {
        NDList inputs = new NDList(manifest.inputs().size());
        for (TensorSchema input : manifest.inputs()) {
            inputs.add(tensor(
                    context.getNDManager(),
                    input.name(),
                    TokenInput.named(input.name()).values(tokens)));
        }
        return inputs;
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList outputs) {
        NDArray hidden = outputs.get(manifest.output().name());
        int tokens = Math.toIntExact(hidden.getShape().get(1));
        return pooler.pool(hidden.toByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer(), tokens);
    }

    private static NDArray tensor(NDManager manager, String name, long[] values) {
        NDArray array = manager.create(LongBuffer.wrap(values), new Shape(1, values.length), DataType.INT64);
        array.setName(name);
        return array;
    }
}
