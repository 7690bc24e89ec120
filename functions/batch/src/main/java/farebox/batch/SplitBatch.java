package farebox.batch;

import farebox.files.TenantFiles;
import farebox.http.Json;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
    private static final int MAX_LINE_BYTES = 4 << 20;
    private static final int MAX_ERRORS = 100;
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final TenantFiles files;
    private final BatchStores stores;
    private final BatchEnvironment environment;
    private final Uploads uploads;
    private final Json json;
    private final InstantSource clock;

    public SplitBatch(TenantFiles files, Uploads uploads, BatchStores stores, BatchEnvironment environment) {
        this.files = files;
        this.uploads = uploads;
        this.stores = stores;
        this.environment = environment;
        this.json = environment.json();
        this.clock = environment.clock();
    }

    /** Uploaded objects. */
    @FunctionalInterface
    public interface Uploads {
        /** Nothing if the object is gone or has another state than that of the ETag. */
        Optional<InputStream> open(String key, String etag);
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

    private InputStream open(Batch batch) {
        return switch (batch.source()) {
            case Batch.Source.File file ->
                files.open(files.get(batch.tenant(), file.file().value()));
            case Batch.Source.Upload upload ->
                uploads.open(upload.key(), upload.etag())
                        .orElseThrow(() -> new NotFound("the uploaded object has been replaced or deleted"));
        };
    }

    /** One pass over the lines of a batch. */
    private final class Splitting {
        private final Batch batch;
        private final BatchKeys keys;
        private final BatchEndpoint endpoint;
        private final Set<String> ids = new HashSet<>();
        private final List<Batch.FileError> errors = new ArrayList<>();
        private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        private int inChunk;
        private int chunks;
        private int lines;

        Splitting(Batch batch) {
            this.batch = batch;
            this.keys = new BatchKeys(batch);
            this.endpoint = environment.endpoint(batch);
        }

        void run() {
            try (InputStream in = open(batch)) {
                readAll(new LineReader(in, MAX_LINE_BYTES));
            } catch (NotFound gone) {
                errors.add(new Batch.FileError("file_not_found", gone.detail(), Optional.empty()));
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

        private void readAll(LineReader reader) throws IOException {
            for (Optional<LineReader.Line> line = reader.next();
                    line.isPresent() && errors.size() < MAX_ERRORS;
                    line = reader.next()) {
                if (!line.get().isBlank() || line.get().tooLong()) {
                    add(line.get());
                }
            }
        }

        private void add(LineReader.Line line) {
            try {
                RequestLine request = request(line);
                if (!ids.add(request.customId())) {
                    throw new InvalidRequest(
                            "the custom_id stands on an earlier line, too", "custom_id", "duplicate_custom_id");
                }
                if (++lines > MAX_LINES) {
                    throw new InvalidRequest(
                            "a batch has at most " + MAX_LINES + " requests; split the file", "", "too_many_requests");
                }
                append(request.written(json));
            } catch (InvalidRequest e) {
                errors.add(new Batch.FileError(
                        e.code(), "line " + line.number() + ": " + e.detail(), Optional.of(line.number())));
            }
        }

        private RequestLine request(LineReader.Line line) {
            return switch (batch.source()) {
                case Batch.Source.File file -> RequestLine.ofFile(line, file.endpoint(), json);
                case Batch.Source.Upload upload -> RequestLine.ofUpload(line, upload.model(), endpoint, json);
            };
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
