package farebox.kernel;

/** The request contradicts an earlier one, such as an idempotency key that was used with another body. */
public final class IdempotencyMismatch extends Failure {
    private static final long serialVersionUID = 1L;

    public IdempotencyMismatch(String detail) {
        super(detail);
    }
}
