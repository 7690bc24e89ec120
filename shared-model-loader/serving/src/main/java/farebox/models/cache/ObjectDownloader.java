package farebox.models.cache;

import farebox.kernel.ByteCount;
import farebox.kernel.Crc32c;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Unavailable;
import farebox.models.ModelFile;
import farebox.models.registry.ObjectKey;
import farebox.models.registry.ObjectStore;
import farebox.models.registry.ObjectStore.FirstRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fetches an object in parallel ranges of one state of it, adding up their checksum in order while later ones still
 * come.
 */
final class ObjectDownloader {
    private static final ByteCount RANGE = ByteCount.ofMebibytes(8);
    private static final int MAX_CONCURRENCY = 4;
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final ObjectStore store;
    private final Disk disk;

    ObjectDownloader(ObjectStore store, Disk disk) {
        this.store = store;
        this.disk = disk;
    }

    /**
     * Writes the object to a file that is not there yet.
     *
     * @throws DataCorrupted if there is no such object, or one of another size
     * @throws Unavailable if the disk is full, or the store breaks off again and again
     */
    VerificationResult fetch(ObjectKey key, ModelFile file, Path target) {
        FirstRange first =
                store.first(key, RANGE).orElseThrow(() -> new DataCorrupted(key + " is missing from the registry"));
        try {
            requireSize(key, first.object().size(), file.size());
            return fetch(key, first, file, target);
        } finally {
            RangeDownload.closeQuietly(first.stream());
        }
    }

    private VerificationResult fetch(ObjectKey key, FirstRange first, ModelFile file, Path target) {
        try (FileChannel channel = disk.create(target)) {
            return fetch(key, first, channel).equals(file.crc32c())
                    ? VerificationResult.VERIFIED
                    : VerificationResult.DAMAGED;
        } catch (RangeDownload.ChangedMeanwhile e) {
            return VerificationResult.CHANGED;
        } catch (IOException e) {
            throw new Unavailable(
                    "the folder for models cannot take " + file.size().bytes() + " bytes", DEFAULT_RETRY, e);
        }
    }

    private static void requireSize(ObjectKey key, ByteCount stored, ByteCount expected) {
        if (!stored.equals(expected)) {
            throw new DataCorrupted(key + " has " + stored.bytes() + " bytes instead of " + expected.bytes());
        }
    }

    private Crc32c fetch(ObjectKey key, FirstRange first, FileChannel channel)
            throws IOException, RangeDownload.ChangedMeanwhile {
        FileChecksum checksum = new FileChecksum(channel);
        try (ExecutorService workers =
                Executors.newFixedThreadPool(MAX_CONCURRENCY, Thread.ofVirtual().factory())) {
            try {
                for (Future<Long> end : submit(workers, key, first, channel)) {
                    checksum.upTo(end.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unavailable("this process is being stopped", DEFAULT_RETRY, e);
            } catch (ExecutionException e) {
                throw unwrapped(e);
            } finally {
                workers.shutdownNow();
            }
        }
        return checksum.finish();
    }

    private List<Future<Long>> submit(ExecutorService workers, ObjectKey key, FirstRange first, FileChannel channel) {
        List<Future<Long>> ends = new ArrayList<>();
        long size = first.object().size().bytes();
        Optional<InputStream> begun = Optional.of(first.stream());
        for (long from = 0; from < size; from += RANGE.bytes()) {
            ByteCount length = new ByteCount(Math.min(RANGE.bytes(), size - from));
            ends.add(workers.submit(new RangeDownload(store, key, first.object().tag(), from, length, begun, channel)));
            begun = Optional.empty();
        }
        return ends;
    }

    private static RuntimeException unwrapped(ExecutionException e) throws IOException, RangeDownload.ChangedMeanwhile {
        return switch (e.getCause()) {
            case RangeDownload.ChangedMeanwhile changed -> throw changed;
            case IOException full -> throw full;
            case RuntimeException failure -> failure;
            case null, default -> new IllegalStateException(e);
        };
    }

    /** What a look at a file's bytes showed. */
    enum VerificationResult {
        /** They are what the manifest says. */
        VERIFIED,
        /** They are others. */
        DAMAGED,
        /** The object they came from was replaced while they came. */
        CHANGED
    }
}
