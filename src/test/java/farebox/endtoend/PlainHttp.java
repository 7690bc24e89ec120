package farebox.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Plain HTTP with nothing added but a key: what a client library would hide can be seen here. */
final class PlainHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final Target target;
    private final boolean keyed;

    private PlainHttp(Target target, boolean keyed) {
        this.target = target;
        this.keyed = keyed;
    }

    static PlainHttp of(Target target) {
        return new PlainHttp(target, true);
    }

    static PlainHttp withoutKey(Target target) {
        return new PlainHttp(target, false);
    }

    HttpReply get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    HttpReply post(String path, String json, String... headers) {
        return send("POST", path, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    /**
     * @param headers names and values in turn; a name that is new stands for the usual header of that name, and one
     *     that is repeated adds a line
     */
    HttpReply send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.at(path))
                .timeout(TIMEOUT)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .setHeader("content-type", "application/json");
        if (keyed) {
            request.setHeader("authorization", "Bearer " + target.key());
        }
        Set<String> given = new HashSet<>();
        for (int i = 0; i < headers.length; i += 2) {
            if (given.add(headers[i])) {
                request.setHeader(headers[i], headers[i + 1]);
            } else {
                request.header(headers[i], headers[i + 1]);
            }
        }
        return send(request.build());
    }

    /** To an endpoint of AWS's, unsigned. */
    static HttpReply patch(URI endpoint, String json) {
        return send(HttpRequest.newBuilder(endpoint)
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private static HttpReply send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new HttpReply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a call", e);
        }
    }
}
