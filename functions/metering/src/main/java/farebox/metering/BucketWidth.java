package farebox.metering;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The widths of time in which usage is shown; their edges are those of UTC. */
public enum BucketWidth {
    MINUTE("1m", ChronoUnit.MINUTES, Resolution.MINUTE, 60, 1440),
    HOUR("1h", ChronoUnit.HOURS, Resolution.HOUR, 24, 168),
    DAY("1d", ChronoUnit.DAYS, Resolution.HOUR, 7, 31);

    private final String label;
    private final ChronoUnit unit;
    private final Resolution resolution;
    private final int usualLimit;
    private final int largestLimit;

    BucketWidth(String label, ChronoUnit unit, Resolution resolution, int usualLimit, int largestLimit) {
        this.label = label;
        this.unit = unit;
        this.resolution = resolution;
        this.usualLimit = usualLimit;
        this.largestLimit = largestLimit;
    }

    /** As callers write it. */
    public String label() {
        return label;
    }

    public Instant startOf(Instant instant) {
        return instant.truncatedTo(unit);
    }

    /** How many buckets a page has if the caller does not say. */
    public int usualLimit() {
        return usualLimit;
    }

    public int largestLimit() {
        return largestLimit;
    }

    Resolution grain() {
        return resolution;
    }

    Duration length() {
        return unit.getDuration();
    }
}
