package farebox.models.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Unavailable;
import farebox.models.FileRole;
import farebox.models.Lease;
import farebox.models.ModelFile;
import farebox.models.SampleModel;
import farebox.models.registry.ObjectKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private final FaultyObjectStore store = new FaultyObjectStore();

    @Test
    void take_fetchesALargeFileInRangesAndNamesItByItsDigest() throws IOException {
        Stored stored = stored(1, 20 * MEBIBYTE + 5);

        try (Lease<Path> lease = cache(100).take(stored.file(), stored.key())) {
            assertThat(lease.value()).hasBinaryContent(stored.content());
            assertThat(lease.value().getFileName())
                    .hasToString(stored.file().sha256().hex());
        }
        assertThat(store.ranges).hasValue(3);
        assertThat(names("parts")).isEmpty();
    }

    @Test
    void take_fetchesOnce() {
        Stored stored = stored(1, MEBIBYTE);
        FileCache cache = cache(100);

        cache.take(stored.file(), stored.key()).close();
        cache.take(stored.file(), stored.key()).close();

        assertThat(store.firsts).hasValue(1);
    }

    @Test
    void take_byManyAtOnceFetchesOnce() throws Exception {
        Stored stored = stored(1, MEBIBYTE);
        FileCache cache = cache(100);

        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            Callable<Path> take = () -> cache.take(stored.file(), stored.key()).value();
            List<Future<Path>> taken =
                    callers.invokeAll(IntStream.range(0, 8).mapToObj(_ -> take).toList());

            assertThat(taken).allSatisfy(path -> assertThat(path.get()).hasBinaryContent(stored.content()));
        }
        assertThat(store.firsts).hasValue(1);
    }

    @Test
    void take_resumesABodyThatEndsEarlyWhereItEnded() {
        Stored stored = stored(1, 8 * MEBIBYTE);
        store.next(FaultyObjectStore::truncated);
        store.next(FaultyObjectStore::broken);

        try (Lease<Path> lease = cache(100).take(stored.file(), stored.key())) {
            assertThat(lease.value()).hasBinaryContent(stored.content());
        }
        assertThat(store.ranges).hasValue(3);
        // Whole, then the second half, then the last quarter.
        assertThat(store.bytesAskedFor).hasValue((8 + 4 + 2) * MEBIBYTE);
    }

    @Test
    void take_fromAStoreThatAlwaysBreaksOffIsUnavailableAndTheNextCallIsServed() throws IOException {
        Stored stored = stored(1, MEBIBYTE);
        FileCache cache = cache(100);
        store.next(4, FaultyObjectStore::broken);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> cache.take(stored.file(), stored.key()));
        assertThat(names("parts")).isEmpty();
        assertThat(names("files")).isEmpty();

        try (Lease<Path> lease = cache.take(stored.file(), stored.key())) {
            assertThat(lease.value()).hasBinaryContent(stored.content());
        }
    }

    @Test
    void take_ofAnObjectThatChangesUnderTheDownloadIsTriedOnceMore() {
        Stored stored = stored(1, 20 * MEBIBYTE);
        store.next(FaultyObjectStore::sound);
        store.next(FaultyObjectStore::changed);

        try (Lease<Path> lease = cache(100).take(stored.file(), stored.key())) {
            assertThat(lease.value()).hasBinaryContent(stored.content());
        }
        assertThat(store.firsts).hasValue(2);
    }

    @Test
    void take_ofAnObjectThatChangesAgainIsCorrupt() throws IOException {
        Stored stored = stored(1, 9 * MEBIBYTE);
        for (int tries = 0; tries < 2; tries++) {
            store.next(FaultyObjectStore::sound);
            store.next(FaultyObjectStore::changed);
        }

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> cache(100).take(stored.file(), stored.key()));
        assertThat(store.firsts).hasValue(2);
        assertThat(names("parts")).isEmpty();
    }

    @Test
    void take_ofAnObjectThatBecameAnotherIsCorruptAndNeverServed() throws IOException {
        Stored stored = stored(1, MEBIBYTE);
        byte[] other = stored.content().clone();
        other[0] ^= 1;
        store.real.overwrite(stored.key(), other);

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> cache(100).take(stored.file(), stored.key()));
        assertThat(names("files")).isEmpty();

        store.real.overwrite(stored.key(), new byte[3]);

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> cache(100).take(stored.file(), stored.key()))
                .withMessageContaining("3 bytes");
    }

    @Test
    void take_ofAnObjectThatIsGoneIsCorrupt() {
        Stored stored = new Stored(new ObjectKey("models/none"), file(new byte[] {1}), new byte[] {1});

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> cache(100).take(stored.file(), stored.key()))
                .withMessageContaining("missing");
    }

    @Test
    void take_ofABodyThatWasDamagedOnTheWayIsQuarantinedAndFetchedOnceMore() throws IOException {
        Stored stored = stored(1, MEBIBYTE);
        store.next(FaultyObjectStore::flipped);

        try (Lease<Path> lease = cache(100).take(stored.file(), stored.key())) {
            assertThat(lease.value()).hasBinaryContent(stored.content());
        }
        assertThat(names("quarantine")).containsExactly(stored.file().sha256().hex());
        assertThat(store.firsts).hasValue(2);
    }

    @Test
    void take_ofABodyThatIsDamagedTwiceIsCorruptAndTheNextCallIsServed() throws IOException {
        Stored stored = stored(1, MEBIBYTE);
        FileCache cache = cache(100);
        store.next(2, FaultyObjectStore::flipped);

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> cache.take(stored.file(), stored.key()));
        assertThat(names("files")).isEmpty();

        try (Lease<Path> lease = cache.take(stored.file(), stored.key())) {
            assertThat(lease.value()).hasBinaryContent(stored.content());
        }
    }

    @Test
    void take_usesWhatAnEarlierProcessLeft() {
        Stored stored = stored(1, MEBIBYTE);
        cache(100).take(stored.file(), stored.key());

        try (Lease<Path> lease = cache(100).take(stored.file(), stored.key())) {
            assertThat(lease.value()).hasBinaryContent(stored.content());
        }
        assertThat(store.firsts).hasValue(1);
    }

    @Test
    void take_quarantinesADamagedFileOfAnEarlierProcessAndFetchesItOnce() throws IOException {
        Stored stored = stored(1, MEBIBYTE);
        Path left = leave(stored);

        try (Lease<Path> lease = cache(100).take(stored.file(), stored.key())) {
            assertThat(lease.value()).hasBinaryContent(stored.content()).isEqualTo(left);
        }
        assertThat(names("quarantine")).containsExactly(stored.file().sha256().hex());
        assertThat(store.firsts).hasValue(1);
    }

    @Test
    void take_ofADamagedFileWhoseOnlyRefetchIsDamagedTooIsCorrupt() throws IOException {
        Stored stored = stored(1, MEBIBYTE);
        leave(stored);
        store.next(FaultyObjectStore::flipped);

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> cache(100).take(stored.file(), stored.key()));
        assertThat(store.firsts).hasValue(1);
        assertThat(names("files")).isEmpty();
    }

    @Test
    void take_removesWhatAnEarlierProcessWasInTheMiddleOf() throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        Files.write(folder.resolve("parts").resolve("half"), new byte[3]);
        Files.createDirectories(folder.resolve("open").resolve("model-1"));
        Files.createSymbolicLink(folder.resolve("open").resolve("model-1").resolve("link"), folder);
        Stored stored = stored(1, 10);

        cache(100).take(stored.file(), stored.key()).close();

        assertThat(names("parts")).isEmpty();
        assertThat(names("open")).isEmpty();
        assertThat(names("files")).hasSize(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void take_onAFullDiskIsUnavailableAndTheNextCallIsServed() throws IOException {
        Stored stored = stored(1, MEBIBYTE);
        FullDisk disk = new FullDisk();
        FileCache cache = cache(100, disk);

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> cache.take(stored.file(), stored.key()))
                .withMessageContaining("cannot take " + MEBIBYTE + " bytes");
        assertThat(names("parts")).isEmpty();

        disk.full = false;
        try (Lease<Path> lease = cache.take(stored.file(), stored.key())) {
            assertThat(lease.value()).hasBinaryContent(stored.content());
        }
    }

    @Test
    void take_evictsWhatWasUsedLongestAgo() throws IOException {
        FileCache cache = cache(3);
        Stored first = stored(1, MEBIBYTE);
        Stored second = stored(2, MEBIBYTE);
        Stored third = stored(3, MEBIBYTE);
        Stored fourth = stored(4, MEBIBYTE);
        for (Stored stored : List.of(first, second, third, first, fourth)) {
            cache.take(stored.file(), stored.key()).close();
        }

        assertThat(names("files")).isEqualTo(digests(first, third, fourth));
    }

    @Test
    void take_makesRoomAmongWhatAnEarlierProcessLeft() throws IOException {
        Stored old = stored(1, 2 * MEBIBYTE);
        cache(3).take(old.file(), old.key());
        Stored fresh = stored(2, 2 * MEBIBYTE);

        cache(3).take(fresh.file(), fresh.key());

        assertThat(names("files")).isEqualTo(digests(fresh));
    }

    @Test
    void take_ofMoreThanTheWholeBudgetIsUnavailable() {
        Stored stored = stored(1, 2 * MEBIBYTE);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> cache(1).take(stored.file(), stored.key()));
        assertThat(store.ranges).hasValue(0);
    }

    private FileCache cache(int mebibytes) {
        return cache(mebibytes, Disk.real());
    }

    private FileCache cache(int mebibytes, Disk disk) {
        return new FileCache(
                new CacheDirectory(folder),
                ByteCount.ofMebibytes(mebibytes),
                new ObjectDownloader(store, disk),
                SampleModel.CLOCK);
    }

    private Stored stored(int seed, int bytes) {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        ObjectKey key = new ObjectKey("models/" + seed);
        store.create(key, content);
        return new Stored(key, file(content), content);
    }

    private static ModelFile file(byte[] content) {
        return ModelFile.of(FileRole.GRAPH, content);
    }

    /** A file as an earlier process left it, with one bit changed since. */
    private Path leave(Stored stored) throws IOException {
        byte[] damaged = stored.content().clone();
        damaged[7] ^= 1;
        Path files = Files.createDirectories(folder.resolve("files"));
        return Files.write(files.resolve(stored.file().sha256().hex()), damaged);
    }

    private List<String> names(String child) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(child))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> digests(Stored... stored) {
        return Stream.of(stored).map(one -> one.file().sha256().hex()).sorted().collect(Collectors.toList());
    }

    private record Stored(ObjectKey key, ModelFile file, byte[] content) {}

    /** Linux has a device on which nothing ever fits. */
    private static final class FullDisk implements Disk {
        private boolean full = true;

        @Override
        public FileChannel create(Path file) throws IOException {
            return full
                    ? FileChannel.open(Path.of("/dev/full"), StandardOpenOption.READ, StandardOpenOption.WRITE)
                    : Disk.real().create(file);
        }
    }
}
