package farebox.models.tensor;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The {@code data} of tensors as JSON: nested as the shape says, or flat; row by row either way. */
public final class JsonTensorCodec {
    private JsonTensorCodec() {}

    /** @throws InvalidRequest if the elements are not as many or not of the kind that type and shape say */
    public static Tensor.Content read(JsonNode data, TensorType type, Shape shape) {
        requireForm(data, shape);
        if (type == TensorType.BYTES) {
            List<byte[]> pieces = new ArrayList<>(shape.elements());
            forEachElement(data, naming(element -> pieces.add(text(element))));
            return new Tensor.Pieces(pieces);
        }
        ByteBuffer bytes = ByteBuffer.allocate(shape.elements() * type.width()).order(ByteOrder.LITTLE_ENDIAN);
        forEachElement(data, naming(element -> JsonElementCodec.put(element, type, bytes)));
        return new Tensor.Fixed(bytes.flip());
    }

    /** Flat, as Triton writes it. */
    public static void write(Tensor tensor, JsonGenerator out) throws IOException {
        out.writeStartArray();
        switch (tensor.content()) {
            case Tensor.Fixed fixed -> {
                ByteBuffer bytes = fixed.view();
                while (bytes.hasRemaining()) {
                    JsonElementCodec.write(bytes, tensor.type(), out);
                }
            }
            case Tensor.Pieces several -> {
                for (byte[] piece : several.pieces()) {
                    out.writeString(new String(piece, StandardCharsets.UTF_8));
                }
            }
        }
        out.writeEndArray();
    }

    /** Counts before anything is allocated for the elements. */
    private static void requireForm(JsonNode data, Shape shape) {
        if (!data.isArray()) {
            throw new InvalidRequest("data is an array");
        }
        boolean nested = !data.isEmpty() && data.get(0).isArray();
        boolean fits = nested ? isNested(data, shape, 0) : data.size() == shape.elements() && allScalars(data);
        if (!fits) {
            throw new InvalidRequest(
                    "data does not hold " + shape.elements() + " elements, flat or nested as shape " + shape + " says");
        }
    }

    private static boolean isNested(JsonNode data, Shape shape, int depth) {
        if (depth == shape.sizes().size()) {
            return data.isValueNode();
        }
        if (!data.isArray() || data.size() != shape.sizes().get(depth)) {
            return false;
        }
        for (JsonNode inner : data) {
            if (!isNested(inner, shape, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean allScalars(JsonNode data) {
        for (JsonNode element : data) {
            if (!element.isValueNode()) {
                return false;
            }
        }
        return true;
    }

    private static void forEachElement(JsonNode data, Consumer<JsonNode> use) {
        for (JsonNode inner : data) {
            if (inner.isArray()) {
                forEachElement(inner, use);
            } else {
                use.accept(inner);
            }
        }
    }

    /** Names the element at fault, counted row by row from 0. */
    private static Consumer<JsonNode> naming(Consumer<JsonNode> read) {
        AtomicInteger index = new AtomicInteger();
        return element -> {
            try {
                read.accept(element);
            } catch (InvalidRequest wrong) {
                throw new InvalidRequest("element " + index.get() + " of data: " + wrong.detail());
            }
            index.incrementAndGet();
        };
    }

    private static byte[] text(JsonNode element) {
        if (!element.isTextual()) {
            throw new InvalidRequest("a BYTES element in JSON is a string");
        }
        return element.textValue().getBytes(StandardCharsets.UTF_8);
    }
}
