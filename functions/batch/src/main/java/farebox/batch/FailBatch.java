package farebox.batch;

import farebox.kernel.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Records that a batch ended by a fault of the service. */
public final class FailBatch {
    private final BatchRecords records;
    private final InstantSource clock;

    public FailBatch(BatchRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /** @param error its name, as the state machine has it */
    public Batch run(TenantId tenant, String id, String error) {
        Batch batch = CancelBatch.find(records, tenant, id);
        if (batch.status().isFinal()) {
            return batch;
        }
        Batch failed = batch.with(new Batch.Results(
                        batch.results().output(),
                        batch.results().errors(),
                        List.of(new Batch.FileError(
                                "server_error", "the batch ended with an error: " + error, Optional.empty()))))
                .moved(BatchStatus.FAILED, clock);
        return records.replace(failed, batch.status()) ? failed : run(tenant, id, error);
    }
}
