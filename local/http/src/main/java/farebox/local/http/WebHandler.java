package farebox.local.http;

/** Handles one request on a virtual thread of its own; it may block. */
@FunctionalInterface
public interface WebHandler {
    WebResponse answer(WebRequest request) throws InterruptedException;

    /**
     * Whether the body of a request is read as it arrives.
     *
     * @param request without its body
     */
    default boolean streams(WebRequest request) {
        return false;
    }

    /**
     * Handles a request that {@linkplain #streams streams}; its body has no limit.
     *
     * @param request without its body
     */
    default WebResponse answer(WebRequest request, BodyStream body) throws InterruptedException {
        throw new UnsupportedOperationException("this handler streams no request");
    }

    /**
     * The response to what is no HTTP request that the server takes: a broken request line or URI, headers that are too
     * long.
     *
     * @param status 400 to 599, as the server found it
     */
    default WebResponse malformed(int status) {
        return WebResponse.json(status, "{\"message\":\"Bad Request\"}");
    }

    /**
     * Handles a request whose body is longer than the server takes.
     *
     * @param request without its body
     */
    default WebResponse tooLarge(WebRequest request) {
        return WebResponse.json(413, "{\"message\":\"Request Too Long\"}");
    }
}
