package farebox.training.pipeline.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Unavailable;
import farebox.local.s3.S3Fixture;
import farebox.training.pipeline.PipelineObjects;
import farebox.training.pipeline.RunFoldersContract;
import farebox.training.pipeline.SourceObject;
import farebox.training.pipeline.UploadsContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The contracts over the SDK and the emulator's S3, and what S3 says of objects with versions. */
final class S3TrainingObjectsTest {
    private final S3Fixture s3;
    private final S3Client client;
    private final String bucket;

    S3TrainingObjectsTest(@TempDir Path folder) throws IOException {
        this.s3 = new S3Fixture(folder);
        this.client = s3.client();
        this.bucket = s3.bucket();
    }

    @AfterEach
    void close() throws IOException {
        s3.close();
    }

    @Nested
    class Uploads extends UploadsContract {
        @Override
        protected PipelineObjects.Uploads uploads() {
            return new S3TrainingUploads(client, bucket);
        }

        @Override
        protected void upload(String key, String text) {
            client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(text));
        }

        @Override
        protected Optional<String> copied(String other, String key) {
            S3RunFolders folders = new S3RunFolders(client, other);
            return folders.find(key)
                    .flatMap(object -> folders.read(object, PipelineObjects.firstBytes(100)))
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        protected String otherBucket() {
            return s3.bucket();
        }
    }

    @Nested
    class RunFolders extends RunFoldersContract {
        @Override
        protected PipelineObjects.RunFolders folders() {
            return new S3RunFolders(client, bucket);
        }
    }

    @Test
    void aStoreThatIsGone_isUnavailable() throws IOException {
        S3RunFolders folders = new S3RunFolders(client, bucket);
        S3TrainingUploads uploads = new S3TrainingUploads(client, bucket);
        s3.stop();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> folders.find("a"));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> folders.write("a", new byte[1]));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> uploads.keys("a"));
    }

    @Test
    void anObjectWithVersions_isKnownByItsVersion_andOneFromBeforeThemByItsEtag() {
        SourceObject versioned = S3Answers.described("b", "k", head("v1"));
        SourceObject earlier = S3Answers.described("b", "k", head("null"));

        assertThat(versioned.versionId()).isEqualTo("v1");
        assertThat(S3Answers.version(versioned)).isEqualTo("v1");
        assertThat(earlier.versionId()).isEmpty();
        assertThat(S3Answers.version(earlier)).isNull();
        assertThat(earlier.etag()).isEqualTo("e");
    }

    private static HeadObjectResponse head(String version) {
        return HeadObjectResponse.builder()
                .versionId(version)
                .eTag("e")
                .contentLength(3L)
                .build();
    }
}
