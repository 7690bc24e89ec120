package farebox.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.batch.UploadedObjects.ObjectState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link UploadedObjects} does. */
public abstract class UploadedObjectsContract {
    private static final String FOLDER = "batches/acme/digits/images/";

    protected abstract UploadedObjects uploads();

    /** What a tenant does. */
    protected abstract void upload(String key, byte[] content);

    @Test
    void open_readsTheStateThatWasListed() throws IOException {
        UploadedObjects uploads = uploads();
        upload(FOLDER + "1.png", "one".getBytes(UTF_8));

        ObjectState state = only(uploads);

        assertThat(state.key()).isEqualTo(FOLDER + "1.png");
        assertThat(read(uploads, state)).contains("one");
    }

    @Test
    void open_findsNothingWhereTheObjectWasReplaced() throws IOException {
        UploadedObjects uploads = uploads();
        upload(FOLDER + "1.png", "one".getBytes(UTF_8));
        ObjectState before = only(uploads);

        upload(FOLDER + "1.png", "two".getBytes(UTF_8));

        assertThat(read(uploads, before)).isEmpty();
        assertThat(read(uploads, only(uploads))).contains("two");
    }

    @Test
    void open_findsNothingWhereNothingWasUploaded() throws IOException {
        UploadedObjects uploads = uploads();
        upload(FOLDER + "1.png", new byte[] {1});

        assertThat(read(uploads, new ObjectState(FOLDER + "2.png", only(uploads).etag())))
                .isEmpty();
    }

    @Test
    void list_isOfThePrefixAlone_inTheOrderOfTheKeys() {
        UploadedObjects uploads = uploads();
        List.of("10.png", "9.png", "a/1.png").forEach(name -> upload(FOLDER + name, new byte[] {1}));
        upload("batches/acme/digits/x.jsonl", new byte[] {1});
        upload("batches/other/digits/images/1.png", new byte[] {1});

        assertThat(keys(uploads, 10)).containsExactly(FOLDER + "10.png", FOLDER + "9.png", FOLDER + "a/1.png");
    }

    @Test
    void list_endsAtTheLimit() {
        UploadedObjects uploads = uploads();
        List.of("1.png", "2.png", "3.png").forEach(name -> upload(FOLDER + name, new byte[] {1}));

        assertThat(keys(uploads, 2)).containsExactly(FOLDER + "1.png", FOLDER + "2.png");
        assertThat(uploads.list("batches/acme/nothing/", 2)).isEmpty();
    }

    private static ObjectState only(UploadedObjects uploads) {
        List<ObjectState> all = uploads.list(FOLDER, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static List<String> keys(UploadedObjects uploads, int limit) {
        return uploads.list(FOLDER, limit).stream().map(ObjectState::key).toList();
    }

    private static Optional<String> read(UploadedObjects uploads, ObjectState state) throws IOException {
        Optional<InputStream> object = uploads.open(state);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = object.get()) {
            return Optional.of(new String(in.readAllBytes(), UTF_8));
        }
    }
}
