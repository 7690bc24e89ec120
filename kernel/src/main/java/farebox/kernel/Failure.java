package farebox.kernel;

/**
 * An error that a caller can be told about. The set is closed: {@code farebox.http} maps each leaf to HTTP once, and a
 * new leaf does not compile until it is mapped. Anything else that is thrown is a bug.
 */
public abstract sealed class Failure extends RuntimeException
        permits InvalidRequest,
                Unauthenticated,
                Forbidden,
                NotFound,
                PayloadTooLarge,
                IdempotencyMismatch,
                PaymentRequired,
                DataCorrupted,
                Retryable {
    private static final long serialVersionUID = 1L;

    /** @param detail one sentence that is safe to show to the caller and says what to do */
    Failure(String detail) {
        super(detail);
    }

    /** @param cause kept for the log; never shown to a caller */
    Failure(String detail, Throwable cause) {
        super(detail, cause);
    }

    /** What happened and what to do, in words that are safe to show to the caller. */
    public final String detail() {
        return String.valueOf(getMessage());
    }
}
