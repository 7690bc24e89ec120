package farebox.local.store;

import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * A file of sorted maps. All work runs on one thread in the order it came: so work is atomic, and no interrupted caller
 * can close the file under the others, which is what an interrupt during file access does in Java. Work that has
 * gathered while that thread was busy shares one commit, and nobody is answered before the commit that holds what the
 * answer rests on.
 *
 * <p>A commit is written to the operating system, not forced to the disk: the death of the process loses nothing, a
 * power cut may lose the last moments.
 */
public final class LocalStore implements AutoCloseable {
    private static final String FILE = "tables.mv";
    private static final int CACHE_MEBIBYTES = 16;

    private final MVStore file;
    private final StoreThread storeThread;

    private LocalStore(MVStore file) {
        this.file = file;
        this.storeThread = new StoreThread(file);
    }

    /**
     * @throws Conflict if another process has the folder open
     * @throws DataCorrupted if the file cannot be read
     * @throws InvalidRequest if the folder cannot be written
     */
    public static LocalStore open(Path folder) {
        Path path = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidRequest("the data folder " + folder + " cannot be written: " + e.getMessage());
        }
        try {
            return new LocalStore(openFile(path));
        } catch (MVStoreException e) {
            throw refused(path, e);
        }
    }

    /** Does the work on the thread of the store and returns when its changes are committed. */
    public <T> T run(Function<WriteBatch, T> work) {
        return storeThread.run(work);
    }

    /** Opens a map, and makes it if it is not there; inside {@link #run} only. */
    public SortedBytes map(String name) {
        MVMap.Builder<byte[], byte[]> builder = new MVMap.Builder<>();
        builder.keyType(ByteArrayDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE);
        return new SortedBytes(file.openMap(name, builder));
    }

    /** Removes a map and all in it with the changes; inside {@link #run} only. */
    public void drop(SortedBytes map, WriteBatch writeBatch) {
        writeBatch.afterApplying(() -> file.removeMap(map.map()));
    }

    @Override
    public void close() {
        storeThread.close();
    }

    private static MVStore openFile(Path path) {
        MVStore file = new MVStore.Builder()
                .fileName(path.toString())
                .cacheSize(CACHE_MEBIBYTES)
                .autoCommitDisabled()
                // Else a large change would be committed in the middle.
                .autoCommitBufferSize(0)
                .open();
        // Space is used again at once; only a power cut could want the older version.
        file.setRetentionTime(0);
        file.setVersionsToKeep(0);
        return file;
    }

    private static RuntimeException refused(Path path, MVStoreException e) {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new Conflict(
                        "another process has " + path + " open; stop it or name another data folder",
                        Duration.ofSeconds(1),
                        e);
            case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                new DataCorrupted(path + " is damaged and cannot be read; restore a copy or remove it", e);
            default -> new InvalidRequest("the data file " + path + " cannot be opened: " + e.getMessage());
        };
    }
}
