package farebox.metering;

import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Sums of the events, for reading; the log of events can always make them anew. */
public interface UsageAggregates {
    /**
     * Adds to a row unless the row has reached one of the records already, all in one write.
     *
     * @return the newest record that the row holds, if that is the first of these or a later one and nothing was added;
     *     empty if all was added
     * @throws Unavailable if it is not known whether something was added
     */
    Optional<SequenceNumber> add(AggregateKey key, UsageDelta usageDelta);

    /**
     * Keeps a record that cannot be counted; the same one again changes nothing.
     *
     * @throws Unavailable if it is not known whether it was kept
     */
    void setAside(QuarantinedRecord record);

    /**
     * Every row whose start is in the span.
     *
     * @throws Unavailable if the store does not answer
     */
    void read(Span span, Consumer<UsageAggregate> each);

    /**
     * Which rows to read.
     *
     * @param tenant absent for all tenants
     * @param end exclusive
     */
    record Span(Resolution resolution, Optional<TenantId> tenant, Instant start, Instant end) {}
}
