package farebox.http;

/** A response cannot be completed although it has begun; the client must see that it is not whole. */
public final class BrokenStream extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenStream(String message) {
        super(message);
    }
}
