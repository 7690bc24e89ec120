package farebox.metering;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How finely usage is added up. What is coarser is the sum of hours. */
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
