package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PipelineObjects.Uploads} does. */
public abstract class UploadsContract {
    private static final String KEY = "training/acme/iris/iris.csv";

    protected abstract PipelineObjects.Uploads uploads();

    /** What a tenant does. */
    protected abstract void upload(String key, String text);

    /** What lies in another bucket. */
    protected abstract Optional<String> copied(String bucket, String key);

    /** An empty bucket to copy into. */
    protected abstract String otherBucket();

    @Test
    void find_describesTheNewestState() {
        PipelineObjects.Uploads uploads = uploads();
        upload(KEY, "a,b\n1,2\n");

        SourceObject found = uploads.find(KEY).orElseThrow();

        assertThat(found.bucket()).isEqualTo(uploads.bucket());
        assertThat(found.key()).isEqualTo(KEY);
        assertThat(found.size().bytes()).isEqualTo(8);
        assertThat(uploads.find("training/acme/iris/gone.csv")).isEmpty();
    }

    @Test
    void read_isOfTheStateThatWasFound() {
        PipelineObjects.Uploads uploads = uploads();
        upload(KEY, "before");
        SourceObject before = uploads.find(KEY).orElseThrow();
        assertThat(text(uploads, before)).contains("before");

        upload(KEY, "after");

        assertThat(text(uploads, before)).isEmpty();
        assertThat(text(uploads, uploads.find(KEY).orElseThrow())).contains("after");
    }

    @Test
    void copy_isOfTheStateThatWasFound() {
        PipelineObjects.Uploads uploads = uploads();
        String other = otherBucket();
        upload(KEY, "before");
        SourceObject before = uploads.find(KEY).orElseThrow();

        assertThat(uploads.copy(before, other, "runs/1/data.csv")).isTrue();
        assertThat(copied(other, "runs/1/data.csv")).contains("before");

        upload(KEY, "after");

        assertThat(uploads.copy(before, other, "runs/2/data.csv")).isFalse();
        assertThat(copied(other, "runs/2/data.csv")).isEmpty();
    }

    @Test
    void keys_areThoseOfThePrefixInOrder() {
        PipelineObjects.Uploads uploads = uploads();
        upload("training/acme/iris/b.csv", "b");
        upload("training/acme/iris/a.csv", "a");
        upload("training/acme/wine/a.csv", "a");

        assertThat(uploads.keys("training/acme/iris/"))
                .containsExactly("training/acme/iris/a.csv", "training/acme/iris/b.csv");
        assertThat(uploads.keys("training/other/")).isEmpty();
    }

    private static Optional<String> text(PipelineObjects.Uploads uploads, SourceObject object) {
        return uploads.read(object, PipelineObjects.firstBytes(100))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
