package farebox.metering.rollup;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The lengths of time for which usage is added up. Longer ones are sums of hours. */
public enum Resolution {
    MINUTE(ChronoUnit.MINUTES),
    HOUR(ChronoUnit.HOURS);

    private final ChronoUnit unit;

    Resolution(ChronoUnit unit) {
        this.unit = unit;
    }

    /** The beginning, in UTC, of the minute or hour that holds the instant. */
    public Instant startOf(Instant instant) {
        return instant.truncatedTo(unit);
    }
}
