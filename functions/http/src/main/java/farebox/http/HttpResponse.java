package farebox.http;

import farebox.kernel.Failure;
import java.util.Map;
import java.util.TreeMap;

/**
 * A response before it is compressed and encoded for the gateway.
 *
 * @param headers lower-case names, {@code content-type} among them
 * @param body not yet compressed
 */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {
    public static final String JSON = "application/json";

    /** Of Lambda's 6 MiB for a buffered response, less what status and headers may take. */
    private static final int MAX_PAYLOAD = 6 * 1024 * 1024 - 64 * 1024;

    /** Maximum size in bytes of a body that is returned as base64, which compressed and binary ones are. */
    public static final int MAX_BODY = MAX_PAYLOAD / 4 * 3;

    /**
     * Maximum size in bytes of a body that is returned as text, quotes and control characters escaped: JSON that is not
     * compressed.
     */
    static final int MAX_TEXT = MAX_PAYLOAD;

    private static final int DELETE = 0x7f;

    public HttpResponse {
        headers = Map.copyOf(headers);
    }

    public static HttpResponse json(int status, byte[] body) {
        return of(status, JSON, body);
    }

    public static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(status, Map.of("content-type", contentType), body);
    }

    /** The response that a failure is, as the router writes it. */
    public static HttpResponse of(Failure failure, ErrorFormat errorFormat, Json json) {
        return ProblemDetail.of(failure).format(errorFormat, json);
    }

    public HttpResponse with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, body);
    }

    /** Whether Lambda can return it as it is. */
    boolean fits() {
        return body.length <= MAX_BODY || (isText() && escapedLength() <= MAX_TEXT);
    }

    HttpResponse with(byte[] otherBody) {
        return new HttpResponse(status, headers, otherBody);
    }

    /** A JSON document, which is text in UTF-8 and can be returned without base64. */
    private boolean isText() {
        return headers.getOrDefault("content-type", "").endsWith("json") && !headers.containsKey("content-encoding");
    }

    /** The bytes that the body takes as a JSON string, in which quotes and control characters are escaped. */
    private long escapedLength() {
        long length = body.length;
        for (byte b : body) {
            if (b == '"' || b == '\\') {
                length += 1;
            } else if ((b >= 0 && b < ' ') || b == DELETE) {
                length += 5;
            }
        }
        return length;
    }
}
