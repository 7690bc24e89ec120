package farebox.kernel;

/** No live key came with the request. The detail never says which part of a key was wrong. */
public final class Unauthenticated extends Failure {
    private static final long serialVersionUID = 1L;

    public Unauthenticated(String detail) {
        super(detail);
    }
}
