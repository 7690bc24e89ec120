package farebox.kernel;

import java.time.Duration;
import java.util.Optional;

/** The tenant's plan allows no more calls for now. */
public final class QuotaExceeded extends Retryable {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Quota> quota;

    /** @param retryAfter when a retry is worth making */
    public QuotaExceeded(String detail, Duration retryAfter) {
        super(detail, retryAfter);
        this.quota = Optional.empty();
    }

    public QuotaExceeded(String detail, Duration retryAfter, Throwable cause) {
        super(detail, retryAfter, cause);
        this.quota = Optional.empty();
    }

    /**
     * @param retryAfter until the quota begins anew
     * @param quota that is used up
     */
    public QuotaExceeded(String detail, Duration retryAfter, Quota quota) {
        super(detail, retryAfter);
        this.quota = Optional.of(quota);
    }

    /** What is used up, where that is known. */
    public Optional<Quota> quota() {
        return quota;
    }

    /**
     * How much is allowed in which time.
     *
     * @param name such as {@code calls-day}
     * @param units whole units; of money, the whole units of its currency
     */
    public record Quota(String name, long units, Duration window) {}
}
