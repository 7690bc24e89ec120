package farebox.kernel;

import java.time.Duration;

/** The tenant's plan allows no more calls for now. */
public final class QuotaExceeded extends Retryable {
    private static final long serialVersionUID = 1L;

    /** @param retryAfter when a retry is worth making */
    public QuotaExceeded(String detail, Duration retryAfter) {
        super(detail, retryAfter);
    }

    public QuotaExceeded(String detail, Duration retryAfter, Throwable cause) {
        super(detail, retryAfter, cause);
    }
}
