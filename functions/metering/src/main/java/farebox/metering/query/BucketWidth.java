package farebox.metering.query;

import farebox.metering.rollup.Resolution;
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
    private final int defaultLimit;
    private final int maxLimit;

    BucketWidth(String label, ChronoUnit unit, Resolution resolution, int defaultLimit, int maxLimit) {
        this.label = label;
        this.unit = unit;
        this.resolution = resolution;
        this.defaultLimit = defaultLimit;
        this.maxLimit = maxLimit;
    }

    /** As callers write it. */
    public String label() {
        return label;
    }

    public Instant startOf(Instant instant) {
        return instant.truncatedTo(unit);
    }

    /** The number of buckets on a page if the caller does not name one. */
    public int defaultLimit() {
        return defaultLimit;
    }

    public int maxLimit() {
        return maxLimit;
    }

    Resolution resolution() {
        return resolution;
    }

    Duration length() {
        return unit.getDuration();
    }
}
