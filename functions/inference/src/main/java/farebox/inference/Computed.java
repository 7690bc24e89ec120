package farebox.inference;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import java.time.Duration;

/** The meter of compute time. */
public final class Computed {
    private static final long HALF_A_MILLISECOND_IN_NANOS = 500_000;

    private Computed() {}

    /** The time rounded half up to whole milliseconds. */
    public static Amounts in(Duration compute) {
        return Amounts.of(
                Meter.COMPUTE_MS, compute.plusNanos(HALF_A_MILLISECOND_IN_NANOS).toMillis());
    }
}
