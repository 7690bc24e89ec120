package farebox.http;

import farebox.kernel.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Errors that are written before any route is reached, such as the authorizer's. */
public final class ErrorBodies {
    private final ErrorFormats errorFormats;
    private final Json json;

    public ErrorBodies(ErrorFormats errorFormats, Json json) {
        this.errorFormats = errorFormats;
        this.json = json;
    }

    /**
     * An error in the format of a path.
     *
     * @param body one line of JSON
     */
    public record ErrorBody(String contentType, String body) {}

    /** @param path without the stage */
    public ErrorBody bodyFor(String path, Failure failure) {
        HttpResponse response = ProblemDetail.of(failure).format(errorFormats.of(path), json);
        return new ErrorBody(
                response.headers().getOrDefault("content-type", HttpResponse.JSON),
                new String(response.body(), StandardCharsets.UTF_8));
    }

    /** The variables by which the gateway writes its own errors in the format of a path. */
    public Map<String, String> gatewayContext(String path) {
        return GatewayErrorFormat.context(errorFormats.of(path));
    }
}
