package farebox.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.models.registry.ObjectStore.FirstRange;
import farebox.models.registry.ObjectStore.RangeReadResult;
import farebox.models.registry.ObjectStore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store does. */
public abstract class ObjectStoreContract {
    private static final ByteCount LIMIT = new ByteCount(100);
    private static final ObjectKey KEY = new ObjectKey("models/public/m/v-1/manifest.json");

    /** A store without objects. */
    protected abstract ObjectStore empty();

    @Test
    void read_givesWhatWasCreated() {
        ObjectStore store = empty();

        assertThat(store.create(KEY, bytes("one"))).isTrue();

        assertThat(found(store).content()).isEqualTo(bytes("one"));
    }

    @Test
    void read_ofNothingIsMissing() {
        ObjectStore store = empty();

        assertThat(store.read(KEY, LIMIT)).isEqualTo(new ReadResult.Missing());
        assertThat(store.head(KEY)).isEmpty();
    }

    @Test
    void read_aboveTheLimitIsCorrupt() {
        ObjectStore store = empty();
        store.create(KEY, new byte[101]);

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> store.read(KEY, LIMIT));
        assertThat(store.read(KEY, new ByteCount(101))).isInstanceOf(ReadResult.Found.class);
    }

    @Test
    void create_neverWritesOverAnObject(@TempDir Path folder) throws IOException {
        ObjectStore store = empty();
        store.create(KEY, bytes("one"));
        Path file = Files.write(folder.resolve("file"), bytes("two"));

        assertThat(store.create(KEY, bytes("two"))).isFalse();
        assertThat(store.create(KEY, file)).isFalse();

        assertThat(found(store).content()).isEqualTo(bytes("one"));
    }

    @Test
    void create_takesAFile(@TempDir Path folder) throws IOException {
        ObjectStore store = empty();
        byte[] content = random(3_000_000);
        Path file = Files.write(folder.resolve("file"), content);

        assertThat(store.create(KEY, file)).isTrue();

        assertThat(store.head(KEY)).map(StoredObject::size).contains(new ByteCount(content.length));
        assertThat(range(store, 0, content.length)).isEqualTo(content);
    }

    @Test
    void create_ofManyAtOnceLetsOneIn() throws Exception {
        ObjectStore store = empty();

        assertThat(atOnce(i -> () -> store.create(KEY, bytes("writer " + i)))).containsOnlyOnce(true);
    }

    @Test
    void replace_needsTheTagOfWhatIsThere() {
        ObjectStore store = empty();

        assertThat(store.replace(KEY, new ETag("\"a\""), bytes("none"))).isFalse();

        store.create(KEY, bytes("one"));
        ETag first = found(store).tag();

        assertThat(store.replace(KEY, first, bytes("two"))).isTrue();
        assertThat(store.replace(KEY, first, bytes("three"))).isFalse();
        assertThat(found(store).content()).isEqualTo(bytes("two"));
    }

    @Test
    void first_givesTheStateOfTheObjectAndItsFirstBytes() throws IOException {
        ObjectStore store = empty();
        byte[] content = random(100_000);
        store.create(KEY, content);

        FirstRange first = store.first(KEY, new ByteCount(70_000)).orElseThrow();

        assertThat(first.object())
                .isEqualTo(new StoredObject(store.head(KEY).orElseThrow().tag(), new ByteCount(content.length)));
        try (InputStream stream = first.stream()) {
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOf(content, 70_000));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000})
    void first_ofAnObjectThatIsNoLonger_isTheWholeOfIt(int length) throws IOException {
        ObjectStore store = empty();
        byte[] content = random(length);
        store.create(KEY, content);

        FirstRange first = store.first(KEY, new ByteCount(70_000)).orElseThrow();

        assertThat(first.object().size()).isEqualTo(new ByteCount(length));
        try (InputStream stream = first.stream()) {
            assertThat(stream.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void first_ofNothingIsEmpty() {
        assertThat(empty().first(KEY, LIMIT)).isEmpty();
    }

    @Test
    void range_givesTheBytesAskedFor() throws IOException {
        ObjectStore store = empty();
        byte[] content = random(100_000);
        store.create(KEY, content);

        assertThat(range(store, 0, 1)).isEqualTo(Arrays.copyOf(content, 1));
        assertThat(range(store, 70_000, 30_000)).isEqualTo(Arrays.copyOfRange(content, 70_000, 100_000));
    }

    @Test
    void range_ofAnotherStateIsChanged() {
        ObjectStore store = empty();
        store.create(KEY, bytes("one"));
        ETag first = found(store).tag();
        store.replace(KEY, first, bytes("two"));

        assertThat(store.range(KEY, first, 0, new ByteCount(3))).isEqualTo(new RangeReadResult.Changed());
        assertThat(store.range(new ObjectKey("models/none"), first, 0, new ByteCount(3)))
                .isEqualTo(new RangeReadResult.Changed());
    }

    @Test
    void folders_areTheNextSegmentsWithSomethingBelow() {
        ObjectStore store = empty();
        for (String key :
                List.of("models/a/m2/v/x", "models/a/m1/v/x", "models/a/m1/w/x", "models/b/m3/v/x", "models/a/y")) {
            store.create(new ObjectKey(key), bytes("x"));
        }

        assertThat(store.folders(new ObjectKey("models/a/"))).containsExactly("m1", "m2");
        assertThat(store.folders(new ObjectKey("models/a/m1/"))).containsExactly("v", "w");
        assertThat(store.folders(new ObjectKey("models/c/"))).isEmpty();
    }

    @Test
    void keys_areThoseBelowThePrefixInOrder_andADeletedOneIsGone() {
        ObjectStore store = empty();
        for (String key : List.of("models/acme/a/2", "models/acme/a/1/x", "models/acme/ab/1", "models/b")) {
            store.create(new ObjectKey(key), bytes("x"));
        }
        ObjectKey folder = new ObjectKey("models/acme/a/");

        assertThat(store.keys(folder))
                .containsExactly(new ObjectKey("models/acme/a/1/x"), new ObjectKey("models/acme/a/2"));

        store.delete(new ObjectKey("models/acme/a/2"));
        store.delete(new ObjectKey("models/acme/a/2"));

        assertThat(store.keys(folder)).containsExactly(new ObjectKey("models/acme/a/1/x"));
        assertThat(store.keys(new ObjectKey("models/acme/c/"))).isEmpty();
    }

    private static ReadResult.Found found(ObjectStore store) {
        return (ReadResult.Found) store.read(KEY, LIMIT);
    }

    private static byte[] range(ObjectStore store, long from, int length) throws IOException {
        ETag tag = store.head(KEY).orElseThrow().tag();
        RangeReadResult.Body body = (RangeReadResult.Body) store.range(KEY, tag, from, new ByteCount(length));
        try (InputStream stream = body.stream()) {
            return stream.readAllBytes();
        }
    }

    private static List<Boolean> atOnce(IntFunction<Callable<Boolean>> task) throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> done =
                    writers.invokeAll(IntStream.range(0, 8).mapToObj(task).toList());
            return done.stream().map(Future::resultNow).toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
