package farebox.kernel;

import java.time.Duration;

/** The same thing is being done or was changed by somebody else at this moment. */
public final class Conflict extends Failure {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** @param retryAfter when a retry is worth making */
    public Conflict(String detail, Duration retryAfter) {
        super(detail);
        this.retryAfter = retryAfter;
    }

    public Conflict(String detail, Duration retryAfter, Throwable cause) {
        super(detail, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
