package farebox.http;

import java.util.Map;
import java.util.TreeMap;

/**
 * What goes back.
 *
 * @param headers lower-case names, {@code content-type} among them
 * @param body not yet compressed
 */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {
    public static final String JSON = "application/json";

    /**
     * The longest body, in bytes, that fits into the 6 MiB which Lambda gives back, as base64 and beside its headers.
     */
    public static final int MAX_BODY = (6 * 1024 * 1024 - 64 * 1024) / 4 * 3;

    public HttpResponse {
        headers = Map.copyOf(headers);
    }

    public static HttpResponse json(int status, byte[] body) {
        return of(status, JSON, body);
    }

    public static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(status, Map.of("content-type", contentType), body);
    }

    public HttpResponse with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, body);
    }

    HttpResponse with(byte[] otherBody) {
        return new HttpResponse(status, headers, otherBody);
    }
}
