package farebox.batch.s3;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.batch.BatchObjects;
import farebox.batch.BatchObjectsContract;
import farebox.kernel.Unavailable;
import farebox.local.s3.S3Fixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over the SDK and the emulator's S3. */
final class S3BatchObjectsTest extends BatchObjectsContract {
    private final S3Fixture s3;

    S3BatchObjectsTest(@TempDir Path folder) throws IOException {
        this.s3 = new S3Fixture(folder);
    }

    @AfterEach
    void close() throws IOException {
        s3.close();
    }

    @Override
    protected BatchObjects objects() {
        return new S3BatchObjects(s3.client(), s3.bucket());
    }

    @Test
    void aStoreThatIsGone_isUnavailable() throws IOException {
        BatchObjects objects = objects();
        s3.close();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> objects.open("a"));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> objects.put("a", out -> out.write(1)));
    }
}
