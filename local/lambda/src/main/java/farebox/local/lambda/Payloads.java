package farebox.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** What goes in and out of a function, as far as Lambda itself reads or writes it. */
final class Payloads {
    /** Six megabytes and what Lambda adds for its own wrapping, both ways. */
    static final int MAX_BYTES = 6_291_556;

    /** Of a streamed response. */
    static final int MAX_STREAMED_BYTES = 200 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Payloads() {}

    /** An error as the runtime reports it; a body that is no such object is kept whole. */
    static InvokeOutcome.FunctionError error(byte[] body, String otherwise) {
        try {
            JsonNode error = JSON.readTree(body);
            return new InvokeOutcome.FunctionError(
                    error.path("errorType").asText(otherwise),
                    error.path("errorMessage").asText(""),
                    body);
        } catch (IOException notJson) {
            return new InvokeOutcome.FunctionError(otherwise, "", body);
        }
    }

    /** An error that Lambda itself reports. */
    static InvokeOutcome.FunctionError error(String type, String message) {
        try {
            byte[] body = JSON.writeValueAsBytes(Map.of("errorType", type, "errorMessage", message));
            return new InvokeOutcome.FunctionError(type, message, body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two strings are always an object", e);
        }
    }
}
