package farebox.batch;

import farebox.http.Json;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The first task of a batch: checks the lines and stores them in chunks. */
public final class SplitBatch {
    /** OpenAI's own bound. */
    static final int MAX_LINES = 50_000;

    /** A chunk is run, repeated and cancelled as a whole; small enough that cancelling shows soon. */
    static final int CHUNK_LINES = 200;

    private static final int CHUNK_BYTES = 4 << 20;
    private static final int MAX_ERRORS = 100;
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final OpenRequests openRequests;
    private final BatchStores stores;
    private final Json json;
    private final InstantSource clock;

    public SplitBatch(OpenRequests openRequests, BatchStores stores, BatchEnvironment environment) {
        this.openRequests = openRequests;
        this.stores = stores;
        this.json = environment.json();
        this.clock = environment.clock();
    }

    /**
     * @return how many chunks are to be run; 0 if the file is no batch, or the batch was cancelled
     * @throws Unavailable if the lines cannot be read or stored
     */
    public int run(TenantId tenant, String id) {
        Batch batch = CancelBatch.find(stores.records(), tenant, id);
        if (batch.status() != BatchStatus.VALIDATING) {
            return batch.status() == BatchStatus.IN_PROGRESS ? batch.chunks() : 0;
        }
        Splitting splitting = new Splitting(batch);
        splitting.run();
        Batch next = splitting.errors.isEmpty()
                ? batch.split(splitting.chunks, splitting.lines).moved(BatchStatus.IN_PROGRESS, clock)
                : batch.with(new Batch.Results(Optional.empty(), Optional.empty(), splitting.errors))
                        .moved(BatchStatus.FAILED, clock);
        return stores.records().replace(next, BatchStatus.VALIDATING) ? next.chunks() : 0;
    }

    /** One pass over the lines of a batch. */
    private final class Splitting {
        private final Batch batch;
        private final BatchKeys keys;
        private final Set<String> ids = new HashSet<>();
        private final List<Batch.FileError> errors = new ArrayList<>();
        private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        private int inChunk;
        private int chunks;
        private int lines;

        Splitting(Batch batch) {
            this.batch = batch;
            this.keys = new BatchKeys(batch);
        }

        void run() {
            try (RequestReader reader = openRequests.run(batch)) {
                readAll(reader);
            } catch (NotFound gone) {
                errors.add(new Batch.FileError("file_not_found", gone.detail(), Optional.empty()));
            } catch (InvalidRequest noSuchFormat) {
                errors.add(new Batch.FileError(noSuchFormat.code(), noSuchFormat.detail(), Optional.empty()));
            } catch (IOException e) {
                throw new Unavailable("the file cannot be read at the moment", DEFAULT_RETRY, e);
            }
            if (errors.isEmpty() && lines == 0) {
                errors.add(new Batch.FileError("empty_file", "the file has no requests", Optional.empty()));
            }
            if (errors.isEmpty()) {
                storeChunk();
            }
        }

        private void readAll(RequestReader reader) throws IOException {
            boolean more = true;
            while (more && errors.size() < MAX_ERRORS) {
                try {
                    Optional<RequestLine> request = reader.next();
                    more = request.isPresent();
                    request.ifPresent(this::add);
                } catch (InvalidRequest e) {
                    errors.add(new Batch.FileError(
                            e.code(), "line " + reader.line() + ": " + e.detail(), Optional.of(reader.line())));
                }
            }
        }

        private void add(RequestLine request) {
            if (!ids.add(request.customId())) {
                throw new InvalidRequest(
                        "the custom_id stands on an earlier line, too", "custom_id", "duplicate_custom_id");
            }
            if (++lines > MAX_LINES) {
                throw new InvalidRequest(
                        "a batch has at most " + MAX_LINES + " requests; split the file", "", "too_many_requests");
            }
            append(request.written(json));
        }

        /** Nothing is stored any more once the file is known to be no batch. */
        private void append(byte[] request) {
            if (!errors.isEmpty()) {
                return;
            }
            if (inChunk == CHUNK_LINES || (inChunk > 0 && chunk.size() + request.length > CHUNK_BYTES)) {
                storeChunk();
            }
            chunk.writeBytes(request);
            chunk.write('\n');
            inChunk++;
        }

        private void storeChunk() {
            byte[] content = chunk.toByteArray();
            stores.objects().put(keys.requests(chunks), out -> out.write(content));
            chunks++;
            inChunk = 0;
            chunk.reset();
        }
    }
}
