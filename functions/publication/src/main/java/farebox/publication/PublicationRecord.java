package farebox.publication;

import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.kernel.ByteCount;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.Refusal;
import farebox.models.registry.StrictJson;
import java.io.IOException;
import java.util.Optional;

/**
 * What has come of the newest job of a folder: {@code PUBLISHED.json} or {@code REFUSED.json} beside its manifest, for
 * the tenant to read, and for an event that comes again to be known.
 */
final class PublicationRecord {
    private static final ByteCount MAX_RECORD = ByteCount.ofMebibytes(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final ModelUploads uploads;
    private final UploadedFolder folder;
    private final String job;

    PublicationRecord(ModelUploads uploads, UploadedFolder folder) {
        this.uploads = uploads;
        this.folder = folder;
        this.job = folder.job(uploads.bucket());
    }

    /** @param champion whether the version serves now */
    private record Published(String job, TenantId tenant, ModelName model, ModelVersion version, boolean champion) {}

    private record Refused(
            String job, TenantId tenant, ModelName model, String rule, String file, String place, String message) {}

    String job() {
        return job;
    }

    /** Whether this job is done. */
    boolean isWritten() {
        return isOfJob(PublicationFolder.PUBLISHED) || isOfJob(PublicationFolder.REFUSED);
    }

    void published(ModelVersion version, boolean champion) {
        Published published =
                new Published(job, folder.model().owner(), folder.model().name(), version, champion);
        write(PublicationFolder.PUBLISHED, StrictJson.write(published), PublicationFolder.REFUSED);
    }

    void refused(Refusal refusal) {
        Refused refused = new Refused(
                job,
                folder.model().owner(),
                folder.model().name(),
                refusal.rule(),
                refusal.file(),
                refusal.place(),
                refusal.message());
        write(PublicationFolder.REFUSED, StrictJson.write(refused), PublicationFolder.PUBLISHED);
    }

    /** What an earlier job has left goes first: two records would contradict each other. */
    private void write(String name, byte[] content, String other) {
        uploads.delete(folder.prefix() + other);
        uploads.put(folder.prefix() + name, content);
    }

    private boolean isOfJob(String name) {
        return uploads.read(folder.prefix() + name, MAX_RECORD)
                .flatMap(PublicationRecord::job)
                .equals(Optional.of(job));
    }

    /** Whoever may upload a model may also have written over its record. */
    private static Optional<String> job(byte[] content) {
        try {
            return Optional.of(JSON.readTree(content).path("job").asText());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
