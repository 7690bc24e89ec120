package farebox.publication;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ByteCount;
import farebox.publication.ModelUploads.UploadedObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ModelUploads} does. */
public abstract class ModelUploadsContract {
    private static final String KEY = "models/acme/mini/manifest.json";

    @TempDir
    Path folder = Path.of("");

    /** Empty uploads. */
    protected abstract ModelUploads uploads();

    @Test
    void object_isFoundAndFetchedInItsState() throws IOException {
        ModelUploads uploads = uploads();
        uploads.put(KEY, bytes("one"));
        UploadedObject object = uploads.find(KEY).orElseThrow();

        assertThat(object.size()).isEqualTo(new ByteCount(3));
        assertThat(uploads.fetch(object, folder.resolve("a"))).isTrue();
        assertThat(Files.readString(folder.resolve("a"))).isEqualTo("one");
    }

    @Test
    void object_thatWasReplacedIsNotFetched() {
        ModelUploads uploads = uploads();
        uploads.put(KEY, bytes("one"));
        UploadedObject before = uploads.find(KEY).orElseThrow();
        uploads.put(KEY, bytes("two"));

        assertThat(uploads.fetch(before, folder.resolve("a"))).isFalse();
        assertThat(uploads.find(KEY)).isNotEmpty().isNotEqualTo(Optional.of(before));
    }

    @Test
    void object_thatIsMissingIsNotFoundReadOrFetched() {
        ModelUploads uploads = uploads();
        uploads.put(KEY, bytes("one"));
        UploadedObject object = uploads.find(KEY).orElseThrow();
        uploads.delete(KEY);
        uploads.delete(KEY);

        assertThat(uploads.find(KEY)).isEmpty();
        assertThat(uploads.read(KEY, new ByteCount(9))).isEmpty();
        assertThat(uploads.fetch(object, folder.resolve("a"))).isFalse();
    }

    @Test
    void read_givesNoMoreThanTheLimit() {
        ModelUploads uploads = uploads();
        uploads.put(KEY, bytes("one two"));

        assertThat(uploads.read(KEY, new ByteCount(3))).contains(bytes("one"));
        assertThat(uploads.read(KEY, new ByteCount(99))).contains(bytes("one two"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
