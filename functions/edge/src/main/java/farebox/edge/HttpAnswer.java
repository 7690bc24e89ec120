package farebox.edge;

import java.util.Map;
import java.util.TreeMap;

/**
 * What goes back.
 *
 * @param headers lower-case names, {@code content-type} among them
 * @param body not yet compressed
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    public static final String JSON = "application/json";

    /**
     * The longest body, in bytes, that fits into the 6 MiB which Lambda gives back, as base64 and beside its headers.
     */
    public static final int LONGEST_BODY = (6 * 1024 * 1024 - 64 * 1024) / 4 * 3;

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public static HttpAnswer json(int status, byte[] body) {
        return of(status, JSON, body);
    }

    public static HttpAnswer of(int status, String contentType, byte[] body) {
        return new HttpAnswer(status, Map.of("content-type", contentType), body);
    }

    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body);
    }

    HttpAnswer with(byte[] otherBody) {
        return new HttpAnswer(status, headers, otherBody);
    }
}
