package farebox.kernel;

import java.time.Duration;

/** What is asked for is still being made ready, such as a model that is loading; not an outage. */
public final class NotReady extends Retryable {
    private static final long serialVersionUID = 1L;

    /** @param retryAfter when a retry is worth making */
    public NotReady(String detail, Duration retryAfter) {
        super(detail, retryAfter);
    }

    public NotReady(String detail, Duration retryAfter, Throwable cause) {
        super(detail, retryAfter, cause);
    }
}
