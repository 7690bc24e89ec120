package farebox.bench;

import farebox.cli.operator.ReadyFile;
import java.net.URI;
import java.net.http.HttpRequest;

/** Requests of the tenant whose key the emulator gives out. */
final class CallerRequest {
    private CallerRequest() {}

    static HttpRequest get(ReadyFile ready, String path) {
        return to(ready, path).build();
    }

    static HttpRequest post(ReadyFile ready, String path, String json) {
        return to(ready, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private static HttpRequest.Builder to(ReadyFile ready, String path) {
        return HttpRequest.newBuilder(URI.create(ready.url() + path)).header("Authorization", "Bearer " + ready.key());
    }
}
