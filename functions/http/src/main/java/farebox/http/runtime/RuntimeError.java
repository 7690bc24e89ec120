package farebox.http.runtime;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** An error as the Runtime API takes it. */
record RuntimeError(String type, String message) {
    /** Without the message, which may have what a caller sent. */
    static RuntimeError of(Throwable cause) {
        return new RuntimeError(cause.getClass().getName(), "see the function's log");
    }

    byte[] body() {
        JsonStringEncoder json = JsonStringEncoder.getInstance();
        return ("{\"errorType\":\"" + new String(json.quoteAsString(type)) + "\",\"errorMessage\":\""
                        + new String(json.quoteAsString(message)) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The trailers of a response that breaks off. */
    Map<String, String> trailers() {
        return Map.of(
                RuntimeApiClient.ERROR_TYPE,
                type,
                StreamingResponse.ERROR_BODY,
                Base64.getEncoder().encodeToString(body()));
    }
}
