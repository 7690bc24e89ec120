package farebox.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LocalStoreTest {
    @TempDir
    private Path folder;

    @Test
    void change_isOnDiskWhenTheWorkIsAnswered() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (LocalStore store = LocalStore.open(folder)) {
            for (int number = 1; number <= 20; number++) {
                put(store, number);

                Files.copy(folder.resolve("tables.mv"), copy.resolve("tables.mv"), StandardCopyOption.REPLACE_EXISTING);
                assertThat(numbers(copy)).hasSize(number);
            }
        }
    }

    @Test
    void change_survivesTheDeathOfTheProcess() throws Exception {
        Process writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Integer> acknowledged = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            while (acknowledged.size() < 300) {
                acknowledged.add(number(lines.readLine()));
            }
            // Not destroyForcibly of the Process: it closes the pipe in which the last lines still are.
            writer.toHandle().destroyForcibly();
            lines.lines()
                    .filter(line -> line.endsWith("."))
                    .map(LocalStoreTest::number)
                    .forEach(acknowledged::add);
        }
        writer.waitFor();

        assertThat(numbers(folder)).containsAll(acknowledged);
    }

    @Test
    void work_thatIsRefusedChangesNothing() {
        try (LocalStore store = LocalStore.open(folder)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> store.run(writeBatch -> {
                        writeBatch.put(store.map("numbers"), new byte[] {1}, new byte[] {1});
                        throw new IllegalStateException("halfway");
                    }))
                    .withMessage("halfway");

            long count = store.run(writeBatch -> store.map("numbers").count());
            assertThat(count).isZero();
        }
    }

    @Test
    void work_ofManyThreadsIsAtomic() throws Exception {
        try (LocalStore store = LocalStore.open(folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Runnable> increments = new ArrayList<>();
            for (int count = 0; count < 500; count++) {
                increments.add(() -> increment(store));
            }
            for (var done : increments.stream().map(threads::submit).toList()) {
                done.get();
            }

            int sum = store.run(writeBatch -> number(store));
            assertThat(sum).isEqualTo(500);
        }
    }

    @Test
    void open_ofAFolderInUseSaysSo() {
        try (LocalStore store = LocalStore.open(folder)) {
            put(store, 1);

            assertThatExceptionOfType(Conflict.class)
                    .isThrownBy(() -> LocalStore.open(folder))
                    .withMessageContaining("another process has")
                    .withMessageContaining(folder.toString());
        }
    }

    @Test
    void open_ofADamagedFileSaysSo() throws IOException {
        Files.write(folder.resolve("tables.mv"), new byte[10_000]);

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> LocalStore.open(folder))
                .withMessageContaining("is damaged");
    }

    @Test
    void open_ofAFolderThatCannotBeSaysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> LocalStore.open(file))
                .withMessageContaining("cannot be written");
    }

    @Test
    void run_afterTheEndIsRefused() {
        LocalStore store = LocalStore.open(folder);
        store.close();
        store.close();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.run(writeBatch -> 1))
                .withMessage("the store is closed");
    }

    @Test
    void file_doesNotGrowWithoutEnd() throws IOException {
        try (LocalStore store = LocalStore.open(folder)) {
            for (int round = 0; round < 5_000; round++) {
                increment(store);
            }

            assertThat(Files.size(folder.resolve("tables.mv"))).isLessThan(10L << 20);
        }
    }

    static void put(LocalStore store, int number) {
        byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        store.run(writeBatch -> {
            writeBatch.put(store.map("numbers"), key, new byte[500]);
            return number;
        });
    }

    private static void increment(LocalStore store) {
        store.run(writeBatch -> {
            int next = number(store) + 1;
            byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(next).array();
            writeBatch.put(store.map("numbers"), new byte[] {1}, value);
            return next;
        });
    }

    /** A line that the kill did not cut ends with a full stop. */
    private static int number(String line) {
        return Integer.parseInt(line.substring(0, line.length() - 1));
    }

    private static int number(LocalStore store) {
        return store.map("numbers")
                .find(new byte[] {1})
                .map(value -> ByteBuffer.wrap(value).getInt())
                .orElse(0);
    }

    private static List<Integer> numbers(Path folder) {
        List<Integer> numbers = new ArrayList<>();
        try (LocalStore store = LocalStore.open(folder)) {
            return store.run(writeBatch -> {
                store.map("numbers")
                        .visit(
                                ByteRange.all(),
                                true,
                                (key, value) -> numbers.add(ByteBuffer.wrap(key).getInt()));
                return numbers;
            });
        }
    }

    /** A process that writes and says what it has written, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            LocalStore store = LocalStore.open(Path.of(arguments[0]));
            for (int number = 1; number < 1_000_000; number++) {
                put(store, number);
                System.out.println(number + ".");
            }
        }
    }
}
