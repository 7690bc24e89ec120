package farebox.batch;

import farebox.http.Json;
import farebox.inference.Workers;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.Retryable;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final BatchStores stores;
    private final MeterChunk meterChunk;
    private final Workers workers;
    private final Map<String, BatchEndpoint> endpoints;
    private final Json json;
    private final InstantSource clock;

    public RunChunk(BatchStores stores, MeterChunk meterChunk, Workers workers, BatchEnvironment environment) {
        this.stores = stores;
        this.meterChunk = meterChunk;
        this.workers = workers;
        this.endpoints = environment.endpoints();
        this.json = environment.json();
        this.clock = environment.clock();
    }

    /** @throws Retryable if the chunk must be repeated; nothing that was done is lost */
    public RequestCounts run(TenantId tenant, String id, int chunk, Deadline deadline) {
        Batch batch = CancelBatch.find(stores.records(), tenant, id);
        Optional<ChunkUsage> usage = usage(batch, chunk).or(() -> compute(batch, chunk, deadline));
        usage.ifPresent(computed -> meterChunk.run(batch, chunk, computed, deadline));
        return usage.map(ChunkUsage::counts).orElse(RequestCounts.NONE);
    }

    /** Of a chunk that was computed before. */
    Optional<ChunkUsage> usage(Batch batch, int chunk) {
        return read(new BatchKeys(batch).usage(chunk)).map(written -> ChunkUsage.read(written, json));
    }

    /** The requests of a chunk. */
    List<RequestLine> requests(Batch batch, int chunk) {
        byte[] lines = read(new BatchKeys(batch).requests(chunk))
                .orElseThrow(() -> new DataCorrupted("chunk " + chunk + " of " + batch.id() + " is gone"));
        List<RequestLine> requests = new ArrayList<>();
        for (int from = 0; from < lines.length; ) {
            int to = from;
            while (lines[to] != '\n') {
                to++;
            }
            requests.add(RequestLine.read(Arrays.copyOfRange(lines, from, to), json));
            from = to + 1;
        }
        return requests;
    }

    private Optional<ChunkUsage> compute(Batch batch, int chunk, Deadline deadline) {
        if (batch.isStopped(clock.instant())) {
            return Optional.empty();
        }
        List<LineResult> results =
                workers.map(requests(batch, chunk), request -> serve(batch, request, deadline));
        return Optional.of(store(batch, chunk, results));
    }

    /** What the request itself is to blame for fails its line alone; everything else repeats the chunk. */
    private LineResult serve(Batch batch, RequestLine request, Deadline deadline) {
        BatchEndpoint endpoint = Optional.ofNullable(
                        endpoints.get(batch.source().endpoint()))
                .orElseThrow(() -> new IllegalStateException("no such endpoint"));
        try {
            return LineResult.completed(request, endpoint.run(batch.tenant(), request.body(), deadline));
        } catch (Retryable retryable) {
            throw retryable;
        } catch (Failure failure) {
            return LineResult.failed(request, failure, json);
        }
    }

    /** The usage goes last: what it stands beside is whole. */
    private ChunkUsage store(Batch batch, int chunk, List<LineResult> results) {
        BatchKeys keys = new BatchKeys(batch);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        List<ChunkUsage.Line> lines = new ArrayList<>();
        for (LineResult result : results) {
            byte[] written = result.written(batch, json);
            switch (result) {
                case LineResult.Completed completed -> {
                    output.writeBytes(written);
                    lines.add(new ChunkUsage.Line(
                            completed.request().line(), completed.resource(), completed.amounts()));
                }
                case LineResult.Failed _ -> errors.writeBytes(written);
            }
        }
        ChunkUsage usage = new ChunkUsage(lines, results.size() - lines.size());
        stores.objects().put(keys.output(chunk), output::writeTo);
        stores.objects().put(keys.errors(chunk), errors::writeTo);
        stores.objects().put(keys.usage(chunk), out -> out.write(usage.written(json)));
        return usage;
    }

    private Optional<byte[]> read(String key) {
        Optional<InputStream> object = stores.objects().open(key);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = object.get()) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new Unavailable("a chunk cannot be read at the moment", DEFAULT_RETRY, e);
        }
    }
}
