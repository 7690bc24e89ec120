package farebox.local.web;

/** Answers one request on a virtual thread of its own; it may block. */
@FunctionalInterface
public interface WebHandler {
    WebAnswer answer(WebRequest request) throws InterruptedException;
}
