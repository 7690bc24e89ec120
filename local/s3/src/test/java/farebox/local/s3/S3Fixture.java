package farebox.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The emulator's S3 over a folder, and a client for it. */
public final class S3Fixture implements AutoCloseable {
    private final LocalS3 server;
    private final S3Client client;

    public S3Fixture(Path folder) throws IOException {
        this(folder, UploadListener.ignored());
    }

    S3Fixture(Path folder, UploadListener uploads) throws IOException {
        this.server = LocalS3.open(folder, uploads);
        this.client = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    public S3Client client() {
        return client;
    }

    LocalS3 server() {
        return server;
    }

    /** An empty bucket of a new name. */
    public String bucket() {
        String name = UUID.randomUUID().toString();
        try {
            server.bucket(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    /** From now on the client reaches nobody. */
    public void stop() throws IOException {
        server.close();
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
