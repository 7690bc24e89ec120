package farebox.inference.openinference;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.HttpRequest;
import farebox.http.Json;
import farebox.kernel.InvalidRequest;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of {@code /infer}: JSON; or JSON and behind it binary tensors, the header telling where the JSON ends;
 * or, with 0 in the header, nothing but the only element of the only input.
 */
final class InferReader {
    /** The header that says how much of a body is JSON; with another value a body means another thing. */
    static final String INFERENCE_HEADER = "inference-header-content-length";

    private static final int MAX_DIGITS = 18;

    private final Json json;

    InferReader(Json json) {
        this.json = json;
    }

    /**
     * The request; the input of a body without JSON has an empty name.
     *
     * @throws InvalidRequest if the body is no request
     */
    InferRequest read(HttpRequest request) {
        Optional<Long> header = request.header(INFERENCE_HEADER).map(InferReader::length);
        if (header.isEmpty()) {
            return whole(request.body());
        }
        return header.get() == 0 ? raw(request.body()) : divided(request.body(), header.get());
    }

    private InferRequest whole(byte[] body) {
        return new InferRequestJson(ByteBuffer.allocate(0)).read(json.object(body));
    }

    /**
     * tritonclient leaves the header in its caller's dictionary, so it may belong to an earlier request. Then the bytes
     * it counts are no JSON, but the whole body is.
     */
    private InferRequest divided(byte[] body, long length) {
        Optional<JsonNode> head = length <= body.length ? object(body, (int) length) : Optional.empty();
        if (head.isPresent()) {
            return new InferRequestJson(ByteBuffer.wrap(body, (int) length, body.length - (int) length)
                            .slice())
                    .read(head.get());
        }
        return object(body, body.length)
                .map(tree -> new InferRequestJson(ByteBuffer.allocate(0)).read(tree))
                .orElseThrow(() -> new InvalidRequest(
                        "the first " + length + " bytes, which Inference-Header-Content-Length names, are not JSON, and"
                                + " neither is the whole body of " + body.length + " bytes"));
    }

    /** As Triton has it: one element of shape [1], a BYTES one without its length, and every output in binary form. */
    private static InferRequest raw(byte[] body) {
        Tensor only = new Tensor("", TensorType.BYTES, Shape.of(1), new Tensor.Pieces(List.of(body)));
        return new InferRequest(Optional.empty(), List.of(only), List.of(), true);
    }

    private Optional<JsonNode> object(byte[] body, int length) {
        try {
            return Optional.of(json.object(body, length));
        } catch (InvalidRequest notJson) {
            return Optional.empty();
        }
    }

    /** Any number of bytes is a length, if only that of another request's JSON. */
    private static long length(String header) {
        String digits = header.strip();
        if (!digits.matches("[0-9]+")) {
            throw new InvalidRequest("Inference-Header-Content-Length is the length of the JSON in bytes");
        }
        return digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
