package farebox.kernel;

import java.time.Duration;

/** A service that this one depends on did not respond; nothing was delivered and nothing is billed. */
public final class Unavailable extends Retryable {
    private static final long serialVersionUID = 1L;

    /** @param retryAfter when a retry is worth making */
    public Unavailable(String detail, Duration retryAfter) {
        super(detail, retryAfter);
    }

    public Unavailable(String detail, Duration retryAfter, Throwable cause) {
        super(detail, retryAfter, cause);
    }
}
