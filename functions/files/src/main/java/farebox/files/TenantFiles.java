package farebox.files;

import farebox.kernel.ByteCount;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;

/** The files of a tenant. A file of another tenant looks as if it did not exist. */
public final class TenantFiles {
    /** Long enough to begin a download. */
    private static final Duration DOWNLOAD_LIFETIME = Duration.ofMinutes(15);

    private final FileRecords records;
    private final FileContents contents;
    private final InstantSource clock;
    private final RandomGenerator random;

    public TenantFiles(FileRecords records, FileContents contents, InstantSource clock, RandomGenerator random) {
        this.records = records;
        this.contents = contents;
        this.clock = clock;
        this.random = random;
    }

    /** A file whose content is stored now. The content is written before the record, so that a record has a content. */
    public StoredFile create(TenantId tenant, Purpose purpose, String filename, byte[] content) {
        StoredFile file = declare(tenant, purpose, filename, new ByteCount(content.length));
        contents.put(file.objectKey(), out -> out.write(content));
        records.put(file);
        return file;
    }

    /**
     * The file of a job's result, written again under the same id if the job repeats it.
     *
     * @param created of the job
     * @param job unique among all jobs, with the kind of result
     */
    public StoredFile createResult(
            TenantId tenant, Result result, Instant created, String job, FileContents.Writer content) {
        FileId id = FileId.of(created, job);
        StoredFile empty =
                new StoredFile(id, tenant, result.purpose(), result.filename(), ByteCount.NONE, clock.instant());
        ByteCount size = contents.put(empty.objectKey(), content);
        StoredFile file = new StoredFile(
                id,
                tenant,
                result.purpose(),
                result.filename(),
                size,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        records.put(file);
        return file;
    }

    /** What a result is called. */
    public record Result(Purpose purpose, String filename) {}

    /** The record of a file whose content the caller uploads by a signed URL. */
    public StoredFile expect(TenantId tenant, Purpose purpose, String filename, ByteCount size) {
        StoredFile file = declare(tenant, purpose, filename, size);
        records.put(file);
        return file;
    }

    /** @throws NotFound if the tenant has no such file */
    public StoredFile get(TenantId tenant, String id) {
        return FileId.parse(id)
                .flatMap(parsed -> records.find(tenant, parsed))
                .orElseThrow(() -> new NotFound("there is no file '" + id + "'; GET /v1/files lists yours"));
    }

    public List<StoredFile> list(TenantId tenant, FileRecords.Query query) {
        return records.list(tenant, query);
    }

    /** The record goes first, so that no record is left without its content. */
    public StoredFile delete(TenantId tenant, String id) {
        StoredFile file = get(tenant, id);
        records.delete(tenant, file.id());
        contents.delete(file.objectKey());
        return file;
    }

    /**
     * @return to be closed by the caller
     * @throws NotFound if the content has not been uploaded
     * @throws Unavailable if it cannot be read
     */
    public InputStream open(StoredFile file) {
        return contents.open(file.objectKey())
                .orElseThrow(() -> new NotFound("the content of file '" + file.id() + "' has not been uploaded"));
    }

    /** A URL under which the content can be downloaded for a while. */
    public URI downloadUrl(StoredFile file) {
        return contents.downloadUrl(file.objectKey(), file.filename(), DOWNLOAD_LIFETIME);
    }

    private StoredFile declare(TenantId tenant, Purpose purpose, String filename, ByteCount size) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new StoredFile(FileId.next(now, random), tenant, purpose, filename, size, now);
    }
}
