package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.models.GenerativeModel;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.TextInput;
import farebox.models.TokenIds;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A language model without weights: a token is a byte, and behind each the next byte is the most probable, the one
 * behind that comes second. Its cache counts the tokens before, and every run checks that it got them.
 */
public class LetterModel implements GenerativeModel {
    public static final int MAX_TOKENS = 24;
    public static final int END = '~';
    public static final ModelSpec SPEC =
            new ModelSpec.TextGeneration(new TextInput(MAX_TOKENS, 256), "logits", List.of((long) END), List.of());
    public static final GraphSchema GRAPH = new GraphSchema(
            List.of(
                    new TensorSchema("input_ids", TensorType.INT64, List.of(-1L, -1L)),
                    new TensorSchema("past_key_values.0.key", TensorType.FP32, List.of(-1L, 1L, -1L, 1L))),
            List.of(
                    new TensorSchema("logits", TensorType.FP32, List.of(-1L, -1L, 256L)),
                    new TensorSchema("present.0.key", TensorType.FP32, List.of(-1L, 1L, -1L, 1L))));

    private static final float PROBABLE = 5;
    private static final float POSSIBLE = 4;

    private final ModelCard card;
    private long expected;

    public LetterModel(ModelCard card) {
        this.card = card;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public TokenIds tokenize(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long[] ids = new long[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Byte.toUnsignedLong(bytes[i]);
        }
        return new TokenIds(ids);
    }

    @Override
    public String decode(long[] tokens) {
        byte[] bytes = new byte[tokens.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) tokens[i];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        double[] ids = inputs.getFirst().numbers();
        long past = inputs.get(1).shape().sizes().get(2);
        if (past > 0) {
            assertThat(past).isEqualTo(expected);
        }
        expected = past + ids.length;
        assertThat(expected).isLessThanOrEqualTo(MAX_TOKENS);
        float[] logits = new float[ids.length * 256];
        for (int i = 0; i < ids.length; i++) {
            logits[i * 256 + ((int) ids[i] + 1) % 256] = PROBABLE;
            logits[i * 256 + ((int) ids[i] + 2) % 256] = POSSIBLE;
        }
        return List.of(
                tensor("logits", logits, 1, ids.length, 256),
                tensor("present.0.key", new float[(int) expected], 1, 1, expected, 1));
    }

    private static Tensor tensor(String name, float[] numbers, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return new Tensor(name, TensorType.FP32, Shape.of(shape), new Tensor.Fixed(bytes));
    }
}
