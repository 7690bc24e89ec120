package farebox.kernel;

/** There is no such thing, or it belongs to another tenant, which must look the same. */
public final class NotFound extends Failure {
    private static final long serialVersionUID = 1L;

    public NotFound(String detail) {
        super(detail);
    }
}
