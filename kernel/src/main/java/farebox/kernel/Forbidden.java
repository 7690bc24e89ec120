package farebox.kernel;

/** The key is live, but its scope does not reach this operation. */
public final class Forbidden extends Failure {
    private static final long serialVersionUID = 1L;

    public Forbidden(String detail) {
        super(detail);
    }
}
