package farebox.batch;

import farebox.kernel.Conflict;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Stops a batch: chunks that have begun are finished, no other is begun. */
public final class CancelBatch {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 5;

    private final BatchRecords records;
    private final InstantSource clock;

    public CancelBatch(BatchRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * A batch that has ended, or is ending, stays as it is.
     *
     * @throws NotFound if the tenant has no such batch
     */
    public Batch run(TenantId tenant, String id) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Batch> outcome = cancel(find(records, tenant, id));
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        throw new Conflict("the batch changes at this moment; cancel it again", DEFAULT_RETRY);
    }

    /** @throws NotFound if the tenant has no such batch */
    public static Batch find(BatchRecords records, TenantId tenant, String id) {
        return BatchId.parse(id)
                .flatMap(parsed -> records.find(tenant, parsed))
                .orElseThrow(() -> new NotFound("there is no batch '" + id + "'; GET /v1/batches lists yours"));
    }

    private Optional<Batch> cancel(Batch batch) {
        return switch (batch.status()) {
            case VALIDATING, IN_PROGRESS -> {
                Batch cancelling = batch.moved(BatchStatus.CANCELLING, clock);
                yield records.replace(cancelling, batch.status()) ? Optional.of(cancelling) : Optional.empty();
            }
            case FINALIZING, CANCELLING, FAILED, COMPLETED, EXPIRED, CANCELLED -> Optional.of(batch);
        };
    }
}
