package farebox.metering.simulation;

import farebox.metering.MeteringPolicy;
import java.time.Duration;

/** A rule of metering that is left out, to see that the simulation notices. */
enum SeededBug {
    NONE,
    /** The event is written even if one stands there. */
    NO_CONDITION,
    /** Sums are added to even if the row has reached the records. */
    NO_SEQUENCE_GUARD,
    /** Events are deleted while clients still repeat their calls. */
    NO_TTL_MARGIN,
    /** The write begins although its acknowledgement may come too late for a response. */
    NO_RESPONSE_MARGIN;

    MeteringPolicy policy() {
        MeteringPolicy usual = MeteringPolicy.DEFAULT;
        return switch (this) {
            case NO_TTL_MARGIN ->
                new MeteringPolicy(usual.responseMargin(), usual.lockMargin(), Duration.ofMinutes(10));
            case NO_RESPONSE_MARGIN -> new MeteringPolicy(Duration.ofMillis(1), usual.lockMargin(), usual.retention());
            case NONE, NO_CONDITION, NO_SEQUENCE_GUARD -> usual;
        };
    }
}
