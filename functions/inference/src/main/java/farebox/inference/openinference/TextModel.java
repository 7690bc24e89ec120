package farebox.inference.openinference;

import farebox.inference.EmbedCommand;
import farebox.inference.Input;
import farebox.inference.http.ResponseSizeLimit;
import farebox.kernel.InvalidRequest;
import farebox.models.ModelCard;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A sentence-embedding model as this protocol sees it: one tensor of texts in, one of vectors out. */
final class TextModel {
    static final String TEXT = "text";
    static final String EMBEDDING = "embedding";

    /** The widest column of the binary form; JSON has none wider than its longest number. */
    private static final int BINARY_NUMBER = Float.BYTES;

    private TextModel() {}

    static List<Map<String, Object>> inputs() {
        return List.of(described(TEXT, DataType.BYTES, List.of(-1)));
    }

    static List<Map<String, Object>> outputs(ModelCard card) {
        return List.of(described(EMBEDDING, DataType.FP32, List.of(-1, card.dimensions())));
    }

    /**
     * The texts of a request.
     *
     * @throws InvalidRequest if the inputs or outputs are not those of a text model
     */
    static List<Input> texts(InferRequest request) {
        Tensor tensor = only(request);
        if (!(tensor.content() instanceof Tensor.Pieces texts)) {
            throw new InvalidRequest("input 'text' is of datatype BYTES, not " + tensor.type());
        }
        List<Long> sizes = tensor.shape().sizes();
        boolean column = sizes.size() == 2 && sizes.get(1) == 1;
        if (sizes.size() != 1 && !column) {
            throw new InvalidRequest("input 'text' has shape [n] or [n,1], not " + tensor.shape());
        }
        if (texts.pieces().isEmpty() || texts.pieces().size() > EmbedCommand.MAX_INPUTS) {
            throw new InvalidRequest("input 'text' has 1 to " + EmbedCommand.MAX_INPUTS + " elements, not "
                    + texts.pieces().size());
        }
        return texts.pieces().stream().map(TextModel::text).toList();
    }

    /** Whether the one output is wanted in binary form. */
    static boolean isBinary(InferRequest request) {
        return request.outputs().stream()
                .findFirst()
                .flatMap(InferRequest.WantedOutput::binary)
                .orElse(request.binaryOutputs());
    }

    static void requireRoom(int texts, ModelCard card, boolean binary) {
        if (binary) {
            ResponseSizeLimit.require(
                    texts, (long) card.dimensions() * BINARY_NUMBER, "use a model with fewer dimensions");
        } else {
            ResponseSizeLimit.require(
                    texts, (long) card.dimensions() * ResponseSizeLimit.MAX_NUMBER, "ask for binary outputs");
        }
    }

    private static Tensor only(InferRequest request) {
        request.inputs().stream()
                .map(Tensor::name)
                .filter(name -> !name.equals(TEXT))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidRequest("there is no input '" + name + "'; the model reads 'text'");
                });
        request.outputs().stream()
                .map(InferRequest.WantedOutput::name)
                .filter(name -> !name.equals(EMBEDDING))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidRequest("there is no output '" + name + "'; the model gives 'embedding'");
                });
        return request.inputs().getFirst();
    }

    private static Input text(byte[] utf8) {
        try {
            return new Input.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new InvalidRequest("an element of input 'text' is not UTF-8");
        }
    }

    private static Map<String, Object> described(String name, DataType type, List<Integer> shape) {
        return Fields.of("name", name)
                .and("datatype", type.name())
                .and("shape", shape)
                .map();
    }
}
