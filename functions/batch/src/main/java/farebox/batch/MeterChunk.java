package farebox.batch;

import farebox.inference.Workers;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.Meter;
import farebox.kernel.Retryable;
import farebox.kernel.Unavailable;
import farebox.metering.RecordUsage;
import farebox.metering.Usage;
import farebox.metering.idempotency.WorkName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Bills the completed lines of a chunk, each exactly once however often this is repeated. */
public final class MeterChunk {
    private final RecordUsage recordUsage;
    private final Workers workers;
    private final InstantSource clock;

    public MeterChunk(RecordUsage recordUsage, Workers workers, InstantSource clock) {
        this.recordUsage = recordUsage;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * @return the lines that are not billed and must not be delivered, such as those that credit does not cover
     * @throws Unavailable if it is not known whether all is recorded; repeat it
     */
    Map<Integer, Failure> run(Batch batch, ChunkUsage usage, Deadline deadline) {
        Map<Integer, Failure> refused = new ConcurrentHashMap<>();
        Instant now = clock.instant();
        var _ = workers.map(usage.lines(), line -> {
            record(batch, line, now, deadline).ifPresent(failure -> refused.put(line.number(), failure));
            return line.number();
        });
        return refused;
    }

    private Optional<Failure> record(Batch batch, ChunkUsage.Line line, Instant now, Deadline deadline) {
        WorkName work = new WorkName("batch/" + batch.id() + "/" + line.number());
        try {
            Usage _ = recordUsage.run(work, usage(batch, line, now), deadline);
            return Optional.empty();
        } catch (Retryable retryable) {
            throw retryable;
        } catch (Failure failure) {
            return Optional.of(failure);
        }
    }

    private static Usage usage(Batch batch, ChunkUsage.Line line, Instant now) {
        return new Usage(
                batch.tenant(),
                batch.owner().key(),
                Optional.empty(),
                batch.owner().plan(),
                line.resource().inBatch(),
                line.amounts().with(Meter.CALLS, 1),
                now,
                Usage.Source.BATCH);
    }
}
