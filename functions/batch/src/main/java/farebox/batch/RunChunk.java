package farebox.batch;

import farebox.http.Json;
import farebox.inference.Workers;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.Retryable;
import farebox.kernel.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The task that runs the requests of a chunk.
 *
 * <p>First the results are stored, where nobody sees them yet, then each completed line is billed, then the chunk is
 * done. A repetition computes nothing again that was stored and bills nothing again that was billed; so a chunk whose
 * results are stored is always finished, and one without may still be left out when the batch is cancelled.
 */
public final class RunChunk {
    private final BatchRecords records;
    private final ChunkResults chunkResults;
    private final MeterChunk meterChunk;
    private final Workers workers;
    private final BatchEnvironment environment;
    private final Json json;
    private final InstantSource clock;

    public RunChunk(BatchStores stores, MeterChunk meterChunk, Workers workers, BatchEnvironment environment) {
        this.records = stores.records();
        this.chunkResults = new ChunkResults(stores.objects(), environment.json());
        this.meterChunk = meterChunk;
        this.workers = workers;
        this.environment = environment;
        this.json = environment.json();
        this.clock = environment.clock();
    }

    /** @throws Retryable if the chunk must be repeated; nothing that was done is lost */
    public RequestCounts run(TenantId tenant, String id, int chunk, Deadline deadline) {
        Batch batch = CancelBatch.find(records, tenant, id);
        return chunkResults
                .usage(batch, chunk)
                .or(() -> compute(batch, chunk, deadline))
                .map(usage -> finish(batch, chunk, usage, deadline))
                .orElse(RequestCounts.NONE);
    }

    /** Bills what was computed. */
    RequestCounts finish(Batch batch, int chunk, ChunkUsage usage, Deadline deadline) {
        Map<Integer, Failure> refused = meterChunk.run(batch, usage, deadline);
        RequestCounts counts = refused.isEmpty()
                ? usage.counts()
                : chunkResults.withdraw(batch, chunk, usage, refused).counts();
        records.chunkDone(batch, chunk, counts);
        return counts;
    }

    private Optional<ChunkUsage> compute(Batch batch, int chunk, Deadline deadline) {
        if (batch.isStopped(clock.instant())) {
            return Optional.empty();
        }
        BatchEndpoint.Requests requests = environment.endpoint(batch).open(batch.tenant(), deadline);
        List<LineResult> results = workers.map(
                chunkResults.unread(batch, chunk), line -> serve(batch, RequestLine.read(line, json), requests));
        return Optional.of(chunkResults.store(batch, chunk, results));
    }

    /** What the request itself is to blame for fails its line alone; everything else repeats the chunk. */
    private LineResult serve(Batch batch, RequestLine request, BatchEndpoint.Requests requests) {
        try {
            return LineResult.completed(batch, request, requests.run(request.id(batch.id()), request.body()));
        } catch (Retryable retryable) {
            throw retryable;
        } catch (Failure failure) {
            return LineResult.failed(batch, request, failure, json);
        }
    }
}
