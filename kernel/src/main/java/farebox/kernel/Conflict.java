package farebox.kernel;

import java.time.Duration;

/** Another request is changing or has just changed the same thing. */
public final class Conflict extends Retryable {
    private static final long serialVersionUID = 1L;

    /** @param retryAfter when a retry is worth making */
    public Conflict(String detail, Duration retryAfter) {
        super(detail, retryAfter);
    }

    public Conflict(String detail, Duration retryAfter, Throwable cause) {
        super(detail, retryAfter, cause);
    }
}
