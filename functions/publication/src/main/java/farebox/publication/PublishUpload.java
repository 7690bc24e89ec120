package farebox.publication;

import farebox.kernel.AliasName;
import farebox.kernel.FileTree;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import farebox.models.ModelRef;
import farebox.models.publish.AliasPolicy;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublicationFolder.Publication;
import farebox.models.publish.PublishModel;
import farebox.models.publish.Refusal;
import farebox.models.registry.ModelRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Publishes the model of an uploaded manifest, {@code models/{tenant}/{model}/manifest.json}, whose files lie in the
 * same folder. Each state of a folder is published or refused once, however often and in whatever order its events
 * come; nothing of it reaches the registry before it is accepted.
 */
public final class PublishUpload {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(10);

    private final ModelUploads uploads;
    private final Registry registry;
    private final Predicate<TenantId> tenants;
    private final Path scratch;

    /** Where models are published. */
    public record Registry(ModelRegistry models, PublishModel publish) {}

    /** What came of an upload. */
    public sealed interface Result {
        /** No manifest of a model. */
        record Ignored(String reason) implements Result {}

        /** This state of the folder was published or refused before. */
        record Known(ModelRef model, String job) implements Result {}

        /** @param champion whether the version serves now */
        record Published(ModelRef model, String job, ModelVersion version, boolean champion) implements Result {}

        record Refused(ModelRef model, String job, Refusal refusal) implements Result {}
    }

    /**
     * @param tenants whether there is one of that id
     * @param scratch an existing folder for temporary files
     */
    public PublishUpload(ModelUploads uploads, Registry registry, Predicate<TenantId> tenants, Path scratch) {
        this.uploads = uploads;
        this.registry = registry;
        this.tenants = tenants;
        this.scratch = scratch;
    }

    /**
     * @param bucket where the object was created
     * @param key of the object; what counts is its newest state
     * @throws Unavailable if it is not known whether the model was published; repeat it
     */
    public Result run(String bucket, String key) {
        if (!bucket.equals(uploads.bucket())) {
            return new Result.Ignored("the bucket is not that of uploads");
        }
        return UploadedFolder.find(key, uploads)
                .map(this::run)
                .orElseGet(() -> new Result.Ignored("the object is no models/{tenant}/{model}/manifest.json"));
    }

    private Result run(UploadedFolder folder) {
        PublicationRecord record = new PublicationRecord(uploads, folder);
        if (record.isWritten()) {
            return new Result.Known(folder.model(), record.job());
        }
        Optional<Refusal> refusal = unknownTenant(folder).or(folder::tooLarge);
        if (refusal.isPresent()) {
            return refused(folder, record, refusal.get());
        }
        try {
            return published(folder, record);
        } catch (InvalidRequest e) {
            return refused(folder, record, Refusal.of(e));
        }
    }

    private Optional<Refusal> unknownTenant(UploadedFolder folder) {
        TenantId tenant = folder.model().owner();
        return tenants.test(tenant)
                ? Optional.empty()
                : Optional.of(new Refusal("tenant", PublicationFolder.MANIFEST, "", "there is no tenant " + tenant));
    }

    private static Result refused(UploadedFolder folder, PublicationRecord record, Refusal refusal) {
        record.refused(refusal);
        return new Result.Refused(folder.model(), record.job(), refusal);
    }

    private Result published(UploadedFolder folder, PublicationRecord record) {
        Publication publication;
        ModelVersion version;
        Path quarantine = quarantine();
        try {
            Path files = fetch(folder, quarantine);
            publication = PublicationFolder.uploaded(files).publication(folder.model());
            version = registry.publish().register(publication.request()).card().version();
        } finally {
            delete(quarantine);
        }
        boolean champion = publication.alias() == AliasPolicy.LATEST && isNewest(folder);
        if (champion) {
            registry.models()
                    .point(
                            folder.model(),
                            AliasName.CHAMPION,
                            version,
                            registry.models().alias(folder.model(), AliasName.CHAMPION));
        }
        record.published(version, champion);
        return new Result.Published(folder.model(), record.job(), version, champion);
    }

    /** A later upload may have been published while this one was. */
    private boolean isNewest(UploadedFolder folder) {
        return uploads.find(folder.manifest().key()).equals(Optional.of(folder.manifest()));
    }

    /** The folder is named as the model, since it stands as the source where the manifest names none. */
    private Path fetch(UploadedFolder folder, Path quarantine) {
        Path files = quarantine.resolve(folder.model().name().value());
        try {
            Files.createDirectory(files);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for an upload cannot be made", e);
        }
        for (ModelUploads.UploadedObject object : folder.objects()) {
            if (!uploads.fetch(object, files.resolve(folder.name(object)))) {
                throw new Unavailable(object.key() + " was replaced while it was read", DEFAULT_RETRY);
            }
        }
        return files;
    }

    private Path quarantine() {
        try {
            return Files.createTempDirectory(scratch, "quarantine-");
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for an upload cannot be made", e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the files of an upload cannot be deleted", e);
        }
    }
}
