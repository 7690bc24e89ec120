package farebox.batch.s3;

import farebox.batch.UploadedObjects;
import farebox.batch.UploadedObjectsContract;
import farebox.local.s3.S3Fixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The contract over the SDK and the emulator's S3. */
final class S3UploadsTest extends UploadedObjectsContract {
    private final S3Fixture s3;
    private final String bucket;

    S3UploadsTest(@TempDir Path folder) throws IOException {
        this.s3 = new S3Fixture(folder);
        this.bucket = s3.bucket();
    }

    @AfterEach
    void close() throws IOException {
        s3.close();
    }

    @Override
    protected UploadedObjects uploads() {
        return new S3Uploads(s3.client(), bucket);
    }

    @Override
    protected void upload(String key, byte[] content) {
        s3.client().putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }
}
