package farebox.batch;

import farebox.inference.Workers;
import farebox.kernel.Deadline;
import farebox.kernel.Meter;
import farebox.kernel.Unavailable;
import farebox.metering.RecordUsage;
import farebox.metering.Usage;
import farebox.metering.idempotency.WorkName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Bills the completed lines of a chunk, each exactly once however often this is repeated. */
public final class MeterChunk {
    private final RecordUsage recordUsage;
    private final BatchRecords records;
    private final Workers workers;
    private final InstantSource clock;

    public MeterChunk(RecordUsage recordUsage, BatchRecords records, Workers workers, InstantSource clock) {
        this.recordUsage = recordUsage;
        this.records = records;
        this.workers = workers;
        this.clock = clock;
    }

    /** @throws Unavailable if it is not known whether all is recorded; repeat it */
    void run(Batch batch, int chunk, ChunkUsage usage, Deadline deadline) {
        Instant now = clock.instant();
        List<Usage> _ = workers.map(usage.lines(), line -> recordUsage.run(
                new WorkName("batch/" + batch.id() + "/" + line.number()), usage(batch, line, now), deadline));
        records.chunkDone(batch, chunk, usage.counts());
    }

    private static Usage usage(Batch batch, ChunkUsage.Line line, Instant now) {
        return new Usage(
                batch.tenant(),
                batch.owner().key(),
                Optional.empty(),
                batch.owner().plan(),
                line.resource(),
                line.amounts().with(Meter.CALLS, 1),
                now,
                Usage.Source.BATCH);
    }
}
