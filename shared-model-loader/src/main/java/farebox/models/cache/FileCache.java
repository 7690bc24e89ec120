package farebox.models.cache;

import farebox.kernel.ByteCount;
import farebox.kernel.Corrupt;
import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import farebox.models.Lease;
import farebox.models.ModelFile;
import farebox.models.registry.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verified files on disk, each under its digest. A file that was there before this process is verified at its first
 * use; one that is damaged is put into quarantine and fetched once more.
 */
final class FileCache {
    private static final Logger log = LoggerFactory.getLogger(FileCache.class);
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(15);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int LOOKS = 2;

    private final Workspace workspace;
    private final ByteCount budget;
    private final Downloads downloads;
    private final InstantSource clock;
    private final LeasedCache<ModelFile, Path> files;

    FileCache(Workspace workspace, ByteCount budget, Downloads downloads, InstantSource clock) {
        this.workspace = workspace;
        this.budget = budget;
        this.downloads = downloads;
        this.clock = clock;
        this.files = new LeasedCache<>(budget, workspace::delete, Runnable::run, clock);
    }

    /**
     * The file with exactly these bytes; it stays as long as the lease.
     *
     * @throws Corrupt if the object was damaged, or replaced while it came, twice
     * @throws Unavailable if the disk or the store does not do its part
     */
    Lease<Path> take(ModelFile file, ObjectKey key) {
        return files.lease(file, file.size(), () -> verified(file, key), Deadline.after(LONGEST_FETCH, clock));
    }

    private Path verified(ModelFile file, ObjectKey key) {
        try {
            for (int look = 1; look <= LOOKS; look++) {
                boolean leftBehind = workspace.leftovers().claim(file.sha256());
                Outcome outcome = leftBehind ? inspect(file) : download(file, key);
                if (outcome == Outcome.VERIFIED) {
                    return workspace.file(file.sha256());
                }
                log.atWarn()
                        .addKeyValue("object", key)
                        .addKeyValue("outcome", outcome)
                        .log("not verified");
            }
        } catch (IOException e) {
            throw new Unavailable("the folder for models cannot be used", SOON, e);
        }
        throw new Corrupt(key + " is damaged, and fetching it again did not mend it");
    }

    private Outcome inspect(ModelFile file) throws IOException {
        Path found = workspace.file(file.sha256());
        if (FileDigest.of(found).equals(file.sha256())) {
            return Outcome.VERIFIED;
        }
        workspace.quarantine(found);
        return Outcome.DAMAGED;
    }

    private Outcome download(ModelFile file, ObjectKey key) throws IOException {
        workspace.leftovers().trim(Math.max(0, budget.minus(files.used()).bytes()));
        Path part = workspace.newPart(file.sha256());
        try {
            Outcome outcome = downloads.fetch(key, file, part);
            switch (outcome) {
                case VERIFIED -> Files.move(part, workspace.file(file.sha256()), StandardCopyOption.ATOMIC_MOVE);
                case DAMAGED -> workspace.quarantine(part);
                case CHANGED -> {}
            }
            return outcome;
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
