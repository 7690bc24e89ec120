package farebox.models.cache;

import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import farebox.models.Lease;
import farebox.models.ModelFile;
import farebox.models.cache.ObjectDownloader.VerificationResult;
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
    private static final Duration MAX_FETCH = Duration.ofMinutes(15);
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final int LOOKS = 2;

    private final CacheDirectory cacheDirectory;
    private final ByteCount budget;
    private final ObjectDownloader objectDownloader;
    private final InstantSource clock;
    private final LeasedCache<ModelFile, Path> files;

    FileCache(CacheDirectory cacheDirectory, ByteCount budget, ObjectDownloader objectDownloader, InstantSource clock) {
        this.cacheDirectory = cacheDirectory;
        this.budget = budget;
        this.objectDownloader = objectDownloader;
        this.clock = clock;
        this.files = new LeasedCache<>(budget, cacheDirectory::delete, Runnable::run, clock);
    }

    /**
     * The file with exactly these bytes; it stays as long as the lease.
     *
     * @throws DataCorrupted if the object was damaged, or replaced while it came, twice
     * @throws Unavailable if the disk or the store does not do its part
     */
    Lease<Path> take(ModelFile file, ObjectKey key) {
        return files.lease(file, file.size(), () -> verified(file, key), Deadline.after(MAX_FETCH, clock));
    }

    private Path verified(ModelFile file, ObjectKey key) {
        try {
            for (int look = 1; look <= LOOKS; look++) {
                boolean leftBehind = cacheDirectory.leftovers().claim(file.sha256());
                VerificationResult verificationResult = leftBehind ? inspect(file) : download(file, key);
                if (verificationResult == VerificationResult.VERIFIED) {
                    return cacheDirectory.file(file.sha256());
                }
                log.atWarn()
                        .addKeyValue("object", key)
                        .addKeyValue("outcome", verificationResult)
                        .log("file_verification_failed");
            }
        } catch (IOException e) {
            throw new Unavailable("the folder for models cannot be used", DEFAULT_RETRY, e);
        }
        throw new DataCorrupted(key + " is damaged, and fetching it again did not mend it");
    }

    private VerificationResult inspect(ModelFile file) throws IOException {
        Path found = cacheDirectory.file(file.sha256());
        if (FileChecksum.of(found).equals(file.crc32c())) {
            return VerificationResult.VERIFIED;
        }
        cacheDirectory.quarantine(found);
        return VerificationResult.DAMAGED;
    }

    private VerificationResult download(ModelFile file, ObjectKey key) throws IOException {
        cacheDirectory.leftovers().trim(Math.max(0, budget.minus(files.used()).bytes()));
        Path part = cacheDirectory.newPart(file.sha256());
        try {
            VerificationResult verificationResult = objectDownloader.fetch(key, file, part);
            switch (verificationResult) {
                case VERIFIED -> Files.move(part, cacheDirectory.file(file.sha256()), StandardCopyOption.ATOMIC_MOVE);
                case DAMAGED -> cacheDirectory.quarantine(part);
                case CHANGED -> {}
            }
            return verificationResult;
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
