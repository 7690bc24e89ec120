package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** JSON as text, and its size limit. */
final class StatePayloads {
    static final int MAX_BYTES = 256 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private StatePayloads() {}

    static JsonNode parse(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /** Text that is known to be JSON. */
    static JsonNode parsed(String text) {
        try {
            return parse(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the text was JSON when it was stored", e);
        }
    }

    static boolean fits(String text) {
        return text.length() <= MAX_BYTES && text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** @throws StateFailure if the value is over the limit */
    static JsonNode limited(JsonNode value, String what) {
        if (!fits(value.toString())) {
            throw new StateFailure(
                    ErrorNames.DATA_LIMIT_EXCEEDED,
                    what + " has a size exceeding the maximum number of bytes service limit.");
        }
        return value;
    }
}
