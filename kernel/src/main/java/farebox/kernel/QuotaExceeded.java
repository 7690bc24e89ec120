package farebox.kernel;

import java.time.Duration;

/** The tenant's plan allows no more calls for now. */
public final class QuotaExceeded extends Failure {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** @param retryAfter when a retry is worth making */
    public QuotaExceeded(String detail, Duration retryAfter) {
        super(detail);
        this.retryAfter = retryAfter;
    }

    public QuotaExceeded(String detail, Duration retryAfter, Throwable cause) {
        super(detail, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
