package farebox.http;

import farebox.kernel.Failure;
import java.nio.charset.StandardCharsets;

/** Refusals that are spoken before any route is reached, such as the authorizer's. */
public final class ErrorBodies {
    private final Json json;

    public ErrorBodies(Json json) {
        this.json = json;
    }

    /**
     * The whole body of a refusal, in the shape that the clients of the path read.
     *
     * @param path without the stage
     * @return one line of JSON
     */
    public String bodyFor(String path, Failure failure) {
        HttpResponse response = ProblemDetail.of(failure).format(ErrorFormat.ofPath(path), json);
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
