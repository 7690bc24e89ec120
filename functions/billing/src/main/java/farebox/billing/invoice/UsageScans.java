package farebox.billing.invoice;

import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What scans of segments of the event log found, until a month is frozen by it. */
public interface UsageScans {
    /**
     * A part of the event log.
     *
     * @param number counted from 0
     * @param of how many segments the log is read in
     */
    record Segment(int number, int of) {
        /** @throws InvalidRequest if there is no such segment */
        public Segment {
            if (number < 0 || number >= of) {
                throw new InvalidRequest("of " + of + " segments there is none of number " + number, "segment");
            }
        }
    }

    /** An event log that is read in segments, which have every event between them, each once. */
    @FunctionalInterface
    interface SegmentedLog {
        /**
         * As {@link EventLog#read} of all tenants.
         *
         * @throws Unavailable if events cannot be read; some may have been seen
         */
        void read(Segment segment, Instant start, Instant end, Consumer<EventLog.MeteredEvent> each);
    }

    /**
     * Keeps what a segment has of a tenant's month, in the place of what an earlier attempt at it found.
     *
     * @param scan the name of one reading of all segments
     * @throws Unavailable if it is not known whether it was kept
     */
    void write(String scan, Segment segment, FrozenUsage usage);

    /**
     * Of each segment that has usage of the tenant's month, in no order.
     *
     * @throws Unavailable if the store does not answer
     */
    List<FrozenUsage> read(String scan, TenantId tenant, String month);
}
