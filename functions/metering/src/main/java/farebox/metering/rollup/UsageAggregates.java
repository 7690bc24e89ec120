package farebox.metering.rollup;

import farebox.kernel.Amounts;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Sums of the events, for reading; they can always be recomputed from the ledger. */
public interface UsageAggregates {
    /**
     * Adds to an aggregate unless it holds one of the records already, all in one write.
     *
     * @return the newest record that the aggregate holds, if that is the first of these or a later one and nothing was
     *     added; empty if all was added
     * @throws Unavailable if it is not known whether something was added
     */
    Optional<SequenceNumber> add(AggregateKey key, Delta delta);

    /**
     * Keeps a record that cannot be read; the same one again changes nothing.
     *
     * @throws Unavailable if it is not known whether it was kept
     */
    void quarantine(QuarantinedRecord record);

    /**
     * Every aggregate whose start is in the span.
     *
     * @throws Unavailable if the store does not respond
     */
    void read(Span span, Consumer<Aggregate> each);

    /** A sum. */
    record Aggregate(AggregateKey key, Amounts amounts) {}

    /**
     * What a batch adds to one aggregate.
     *
     * @param first the lowest sequence number among the records added
     * @param newest the highest
     */
    record Delta(Amounts amounts, SequenceNumber first, SequenceNumber newest) {}

    /**
     * Which aggregates to read.
     *
     * @param tenant absent for all tenants
     * @param end exclusive
     */
    record Span(Resolution resolution, Optional<TenantId> tenant, Instant start, Instant end) {}
}
