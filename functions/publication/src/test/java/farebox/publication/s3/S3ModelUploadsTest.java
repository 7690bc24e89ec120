package farebox.publication.s3;

import farebox.local.s3.LocalS3;
import farebox.publication.ModelUploads;
import farebox.publication.ModelUploadsContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract over the SDK and the emulator's S3. */
final class S3ModelUploadsTest extends ModelUploadsContract {
    @TempDir
    private static Path data = Path.of("");

    private static @Nullable LocalS3 s3;

    @BeforeAll
    static void open() throws IOException {
        s3 = LocalS3.open(data);
    }

    @AfterAll
    static void close() throws IOException {
        server().close();
    }

    @Override
    protected ModelUploads uploads() {
        String bucket = UUID.randomUUID().toString();
        try {
            server().bucket(bucket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new S3ModelUploads(client(), bucket);
    }

    private static S3Client client() {
        return S3Client.builder()
                .endpointOverride(server().endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static LocalS3 server() {
        return Objects.requireNonNull(s3);
    }
}
