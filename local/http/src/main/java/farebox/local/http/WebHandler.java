package farebox.local.http;

/** Answers one request on a virtual thread of its own; it may block. */
@FunctionalInterface
public interface WebHandler {
    WebResponse answer(WebRequest request) throws InterruptedException;

    /**
     * Answers a request whose body is longer than the server takes.
     *
     * @param request without its body
     */
    default WebResponse tooLarge(WebRequest request) {
        return WebResponse.json(413, "{\"message\":\"Request Too Long\"}");
    }
}
