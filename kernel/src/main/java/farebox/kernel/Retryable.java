package farebox.kernel;

import java.time.Duration;

/** A failure that the same request may not meet again later. */
public abstract sealed class Retryable extends Failure permits Conflict, QuotaExceeded, NotReady, Unavailable {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    Retryable(String detail, Duration retryAfter) {
        super(detail);
        this.retryAfter = retryAfter;
    }

    Retryable(String detail, Duration retryAfter, Throwable cause) {
        super(detail, cause);
        this.retryAfter = retryAfter;
    }

    /** When a retry is worth making. */
    public final Duration retryAfter() {
        return retryAfter;
    }
}
