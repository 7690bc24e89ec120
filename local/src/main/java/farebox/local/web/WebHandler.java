package farebox.local.web;

/** Answers one request on a virtual thread of its own; it may block. */
@FunctionalInterface
public interface WebHandler {
    WebAnswer answer(WebRequest request) throws InterruptedException;

    /**
     * Answers a request whose body is longer than the server takes.
     *
     * @param request without its body
     */
    default WebAnswer tooLarge(WebRequest request) {
        return WebAnswer.json(413, "{\"message\":\"Request Too Long\"}");
    }
}
