package farebox.local.http;

import farebox.kernel.ByteCount;

/**
 * @param body a longer request body is answered 413
 * @param headers longer request headers, all together, are answered 431
 */
public record WebLimits(ByteCount body, ByteCount headers) {
    /** More than API Gateway lets through, so that it is the gateway which refuses. */
    private static final ByteCount DEFAULT_HEADERS = new ByteCount(16 * 1024);

    public static WebLimits ofBody(ByteCount body) {
        return new WebLimits(body, DEFAULT_HEADERS);
    }
}
