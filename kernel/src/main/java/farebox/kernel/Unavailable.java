package farebox.kernel;

import java.time.Duration;

/** Something this service stands on did not answer; nothing was delivered and nothing is billed. */
public final class Unavailable extends Failure {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** @param retryAfter when a retry is worth making */
    public Unavailable(String detail, Duration retryAfter) {
        super(detail);
        this.retryAfter = retryAfter;
    }

    public Unavailable(String detail, Duration retryAfter, Throwable cause) {
        super(detail, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
