package farebox.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link BatchObjects} does. */
public abstract class BatchObjectsContract {
    private static final String KEY = "batches/acme/batch_1/chunks/0/output-0.jsonl";

    /** Empty ones. */
    protected abstract BatchObjects objects();

    @Test
    void open_readsWhatWasPut() throws IOException {
        BatchObjects objects = objects();
        objects.put(KEY, out -> {
            out.write("one\n".getBytes(UTF_8));
            out.write("two\n".getBytes(UTF_8));
        });

        assertThat(read(objects, KEY)).contains("one\ntwo\n");
    }

    @Test
    void open_findsNothingWhereNothingWasPut() throws IOException {
        BatchObjects objects = objects();
        objects.put(KEY, out -> out.write(1));

        assertThat(read(objects, KEY + ".gone")).isEmpty();
        assertThat(read(objects, "batches/acme/batch_1/chunks/0")).isEmpty();
    }

    @Test
    void put_ofNothing_leavesAnEmptyObject() throws IOException {
        BatchObjects objects = objects();
        objects.put(KEY, _ -> {});

        assertThat(read(objects, KEY)).contains("");
    }

    @Test
    void put_replacesWhatIsThere() throws IOException {
        BatchObjects objects = objects();
        objects.put(KEY, out -> out.write("the first, which is longer".getBytes(UTF_8)));
        objects.put(KEY, out -> out.write("the second".getBytes(UTF_8)));

        assertThat(read(objects, KEY)).contains("the second");
    }

    @Test
    void put_whoseWriterFails_leavesWhatWasThere() throws IOException {
        BatchObjects objects = objects();
        objects.put(KEY, out -> out.write("before".getBytes(UTF_8)));

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> objects.put(KEY, out -> {
                    out.write("after".getBytes(UTF_8));
                    throw new IOException("a source that breaks off");
                }));

        assertThat(read(objects, KEY)).contains("before");
    }

    private static Optional<String> read(BatchObjects objects, String key) throws IOException {
        Optional<InputStream> object = objects.open(key);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = object.get()) {
            return Optional.of(new String(in.readAllBytes(), UTF_8));
        }
    }
}
