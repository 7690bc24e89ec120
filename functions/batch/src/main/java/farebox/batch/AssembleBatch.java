package farebox.batch;

import farebox.files.FileContents;
import farebox.files.FileId;
import farebox.files.Purpose;
import farebox.files.TenantFiles;
import farebox.http.Json;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The last task of a batch: joins what its chunks left, in the order of the lines, and ends it. */
public final class AssembleBatch {
    private static final String OUTPUT = "output";
    private static final String UNSERVED = "the request could not be served, and is not billed; send it again";

    private final TenantFiles files;
    private final BatchStores stores;
    private final RunChunk runChunk;
    private final ChunkResults chunkResults;
    private final InvocationResults invocationResults;
    private final Json json;
    private final InstantSource clock;

    public AssembleBatch(Delivery delivery, BatchStores stores, RunChunk runChunk, BatchEnvironment environment) {
        this.files = delivery.files();
        this.stores = stores;
        this.runChunk = runChunk;
        this.chunkResults = new ChunkResults(stores.objects(), environment.json());
        this.invocationResults = new InvocationResults(stores.objects(), delivery.notifications(), environment);
        this.json = environment.json();
        this.clock = environment.clock();
    }

    /** Where results go beside the objects of the batch. */
    public record Delivery(TenantFiles files, Notifications notifications) {}

    /** @throws Unavailable if it must be repeated */
    public Batch run(TenantId tenant, String id, Deadline deadline) {
        Batch found = CancelBatch.find(stores.records(), tenant, id);
        if (found.status().isFinal()) {
            writeSummary(found);
            return found;
        }
        Batch batch = finalizing(found);
        finishChunks(batch, deadline);
        Batch counted = CancelBatch.find(stores.records(), tenant, id);
        Batch ended = counted.with(write(counted)).moved(ending(counted), clock);
        writeSummary(ended);
        boolean _ = stores.records().replace(ended, counted.status());
        return ended;
    }

    /** A batch that is being cancelled stays so until it is cancelled. */
    private Batch finalizing(Batch batch) {
        if (batch.status() != BatchStatus.IN_PROGRESS) {
            return batch;
        }
        Batch next = batch.moved(BatchStatus.FINALIZING, clock);
        return stores.records().replace(next, BatchStatus.IN_PROGRESS)
                ? next
                : CancelBatch.find(stores.records(), batch.tenant(), batch.id().value());
    }

    private BatchStatus ending(Batch batch) {
        if (batch.status() == BatchStatus.CANCELLING) {
            return BatchStatus.CANCELLED;
        }
        boolean all = batch.counts().completed() + batch.counts().failed()
                == batch.counts().total();
        return all ? BatchStatus.COMPLETED : BatchStatus.EXPIRED;
    }

    /** Chunks whose task was given up: what they computed is billed; if nothing, their lines fail unless stopped. */
    private void finishChunks(Batch batch, Deadline deadline) {
        Set<Integer> done = stores.records().doneChunks(batch.tenant(), batch.id());
        IntStream.range(0, batch.chunks())
                .filter(chunk -> !done.contains(chunk))
                .forEach(chunk -> chunkResults
                        .usage(batch, chunk)
                        .or(() -> failed(batch, chunk))
                        .ifPresent(usage -> {
                            RequestCounts _ = runChunk.finish(batch, chunk, usage, deadline);
                        }));
    }

    private Optional<ChunkUsage> failed(Batch batch, int chunk) {
        if (batch.isStopped(clock.instant())) {
            return Optional.empty();
        }
        List<LineResult> results = chunkResults.requests(batch, chunk).stream()
                .map(request -> LineResult.failed(batch, request, new DataCorrupted(UNSERVED), json))
                .toList();
        return Optional.of(chunkResults.store(batch, chunk, results));
    }

    private Batch.Results write(Batch batch) {
        BatchKeys keys = new BatchKeys(batch);
        SortedMap<Integer, Integer> revisions = revisions(batch);
        Optional<FileId> output = batch.counts().completed() == 0
                ? Optional.empty()
                : write(batch, OUTPUT, joined(revisions, keys::output));
        Optional<FileId> errors = batch.counts().failed() == 0
                ? Optional.empty()
                : write(batch, "errors", joined(revisions, keys::errors));
        return new Batch.Results(output, errors, List.of());
    }

    private Optional<FileId> write(Batch batch, String kind, FileContents.Writer content) {
        return switch (batch.source()) {
            case Batch.Source.File _ ->
                Optional.of(files.createResult(
                                batch.tenant(),
                                new TenantFiles.Result(Purpose.BATCH_OUTPUT, batch.id() + "_" + kind + ".jsonl"),
                                batch.created(),
                                batch.id() + "/" + kind,
                                content)
                        .id());
            case Batch.Source.Invocation invocation -> {
                if (kind.equals(OUTPUT)) {
                    invocationResults.writeOutput(invocation, content);
                } else {
                    invocationResults.writeFailure(invocation, content);
                }
                yield Optional.empty();
            }
            case Batch.Source.Upload upload -> {
                stores.objects().put(folder(batch, upload) + kind + ".jsonl", content);
                yield Optional.empty();
            }
        };
    }

    /** Results of a state that has been replaced do not stand in for those of the newest. */
    private String folder(Batch batch, Batch.Source.Upload upload) {
        boolean newest = stores.records()
                .newestOf(batch.tenant(), upload.key())
                .map(batch.id()::equals)
                .orElse(true);
        return newest ? upload.folder() : upload.folder() + "superseded/" + batch.id() + "/";
    }

    /** Says that a batch has ended where nobody asks for its status, behind all other results. */
    public void writeSummary(Batch batch) {
        switch (batch.source()) {
            case Batch.Source.File _ -> {
                // Its status is asked for.
            }
            case Batch.Source.Invocation invocation -> invocationResults.end(batch, invocation);
            case Batch.Source.Upload upload -> {
                byte[] summary = BatchSummary.of(batch).written(json);
                stores.objects().put(folder(batch, upload) + BatchSummary.FILE, out -> out.write(summary));
            }
        }
    }

    /** Which revision of its results each chunk ended with, in the order of the lines. */
    private SortedMap<Integer, Integer> revisions(Batch batch) {
        SortedMap<Integer, Integer> revisions = new TreeMap<>();
        for (int chunk : stores.records().doneChunks(batch.tenant(), batch.id())) {
            chunkResults.usage(batch, chunk).ifPresent(usage -> revisions.put(chunk, usage.revision()));
        }
        return revisions;
    }

    private FileContents.Writer joined(
            SortedMap<Integer, Integer> revisions, BiFunction<Integer, Integer, String> key) {
        return out -> {
            for (Map.Entry<Integer, Integer> chunk : revisions.entrySet()) {
                copy(key.apply(chunk.getKey(), chunk.getValue()), out);
            }
        };
    }

    private void copy(String key, OutputStream out) throws IOException {
        Optional<InputStream> object = stores.objects().open(key);
        if (object.isPresent()) {
            try (InputStream in = object.get()) {
                in.transferTo(out);
            }
        }
    }
}
