package farebox.inference.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import farebox.http.Json;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** Optional fields of JSON objects; null is as good as nothing. */
public final class JsonFields {
    private JsonFields() {}

    /** @throws InvalidRequest if the field is there and is not true or false */
    public static boolean flag(JsonNode object, String field, boolean otherwise) {
        JsonNode value = object.path(field);
        if (isAbsent(value)) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new InvalidRequest(field + " is true or false", field);
        }
        return value.booleanValue();
    }

    /** @throws InvalidRequest if the field is there and is no integer from 1 */
    public static OptionalInt positive(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (isAbsent(value)) {
            return OptionalInt.empty();
        }
        long number = Json.integer(value).orElse(0);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new InvalidRequest(field + " is an integer from 1", field);
        }
        return OptionalInt.of((int) number);
    }

    /** @throws InvalidRequest if the field is missing or no object */
    public static JsonNode object(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isObject()) {
            throw new InvalidRequest(field + " is required: an object", field);
        }
        return value;
    }

    /**
     * For fields that would change the response if they were served; null, false and empty change nothing.
     *
     * @throws InvalidRequest if one of them is there
     */
    public static void requireNone(JsonNode object, List<String> fields) {
        for (String field : fields) {
            JsonNode value = object.path(field);
            boolean isNothing =
                    isAbsent(value) || (value.isContainerNode() && value.isEmpty()) || value.equals(BooleanNode.FALSE);
            if (!isNothing) {
                throw new InvalidRequest(field + " is not served; leave it out", field);
            }
        }
    }

    /** @throws InvalidRequest if the text is not base64 */
    public static byte[] base64(JsonNode text, String field) {
        try {
            return text.binaryValue();
        } catch (IOException e) {
            throw new InvalidRequest(field + " is not base64; it is the bytes themselves, not a URL", field);
        }
    }

    public static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
