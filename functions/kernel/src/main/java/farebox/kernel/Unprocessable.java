package farebox.kernel;

/** The request contradicts an earlier one, such as an idempotency key that was used with another body. */
public final class Unprocessable extends Failure {
    private static final long serialVersionUID = 1L;

    public Unprocessable(String detail) {
        super(detail);
    }
}
