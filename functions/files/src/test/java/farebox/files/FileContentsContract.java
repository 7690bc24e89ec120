package farebox.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link FileContents} does. */
public abstract class FileContentsContract {
    private static final String KEY = "files/acme/one";
    private static final int MANY = 20_000_000;

    /** Empty ones. */
    protected abstract FileContents contents();

    @Test
    void open_readsWhatWasPut() throws IOException {
        FileContents contents = contents();
        assertThat(contents.put(KEY, out -> out.write("one".getBytes(UTF_8)))).isEqualTo(new ByteCount(3));

        assertThat(read(contents)).contains("one".getBytes(UTF_8));
    }

    @Test
    void open_findsNothingWhereNothingWasPut() throws IOException {
        FileContents contents = contents();
        assertThat(read(contents)).isEmpty();
    }

    @Test
    void put_takesAnEmptyContent() throws IOException {
        FileContents contents = contents();
        contents.put(KEY, _ -> {});

        assertThat(read(contents)).contains(new byte[0]);
    }

    @Test
    void put_takesMoreThanOneRequestHolds() throws IOException {
        FileContents contents = contents();
        byte[] block = new byte[1_000_000];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) i;
        }

        ByteCount size = contents.put(KEY, out -> {
            for (int i = 0; i < MANY / block.length; i++) {
                out.write(block);
            }
        });

        assertThat(size).isEqualTo(new ByteCount(MANY));
        byte[] all = read(contents).orElseThrow();
        assertThat(all).hasSize(MANY);
        assertThat(Arrays.copyOfRange(all, MANY - block.length, MANY)).isEqualTo(block);
    }

    @Test
    void put_thatFails_leavesWhatWasThere() throws IOException {
        FileContents contents = contents();
        contents.put(KEY, out -> out.write("before".getBytes(UTF_8)));

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> contents.put(KEY, out -> {
                    out.write(new byte[MANY]);
                    throw new IOException("a source that breaks off");
                }));

        assertThat(read(contents)).contains("before".getBytes(UTF_8));
    }

    @Test
    void delete_removesTheObjectAndNeedsNone() throws IOException {
        FileContents contents = contents();
        contents.put(KEY, out -> out.write(1));

        contents.delete(KEY);
        contents.delete(KEY);

        assertThat(read(contents)).isEmpty();
    }

    private static Optional<byte[]> read(FileContents contents) throws IOException {
        Optional<InputStream> in = contents.open(KEY);
        if (in.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream open = in.get()) {
            return Optional.of(open.readAllBytes());
        }
    }
}
