package farebox.files.s3;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.files.FileContents;
import farebox.files.FileContentsContract;
import farebox.kernel.ByteCount;
import farebox.kernel.Sha256;
import farebox.local.s3.LocalS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The contract over the SDK and the emulator's S3; and its signed URLs. */
final class S3FileContentsTest extends FileContentsContract {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    @TempDir
    private static Path folder = Path.of("");

    private static @Nullable LocalS3 s3;

    @BeforeAll
    static void open() throws IOException {
        s3 = LocalS3.open(folder);
    }

    @AfterAll
    static void close() throws IOException {
        server().close();
    }

    @Override
    protected FileContents contents() {
        String bucket = UUID.randomUUID().toString();
        try {
            server().bucket(bucket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new S3FileContents(client(), S3FileContentsTest::presigner, bucket);
    }

    @Test
    void downloadUrl_leadsToTheContent() throws IOException, InterruptedException {
        FileContents contents = contents();
        contents.put("files/acme/one", out -> out.write("one".getBytes(StandardCharsets.UTF_8)));

        HttpResponse<String> response =
                send(HttpRequest.newBuilder(contents.downloadUrl("files/acme/one", "a name.jsonl", LIFETIME)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("one");
    }

    @Test
    void uploadUrl_takesTheContent() throws IOException, InterruptedException {
        FileContents contents = contents();
        byte[] content = "one".getBytes(StandardCharsets.UTF_8);

        FileContents.SignedUpload upload =
                contents.uploadUrl("files/acme/one", new ByteCount(3), Sha256.of(content), LIFETIME);
        HttpRequest.Builder put =
                HttpRequest.newBuilder(upload.url()).PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        upload.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length")) {
                put.header(name, value);
            }
        });

        assertThat(upload.headers()).containsEntry("content-length", "3").containsKey("x-amz-checksum-sha256");
        assertThat(send(put).statusCode()).isEqualTo(200);
        assertThat(contents.open("files/acme/one")).isPresent();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static LocalS3 server() {
        if (s3 == null) {
            throw new IllegalStateException("the endpoint is not open");
        }
        return s3;
    }

    private static S3Client client() {
        return S3Client.builder()
                .endpointOverride(server().endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(server().endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }
}
