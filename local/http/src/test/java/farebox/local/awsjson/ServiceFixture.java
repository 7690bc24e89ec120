package farebox.local.awsjson;

import farebox.kernel.ByteCount;
import farebox.local.http.WebServer;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Services at one endpoint on a free port, and real clients for them. */
public final class ServiceFixture implements AutoCloseable {
    private final WebServer server;

    public ServiceFixture(List<AwsService> services) {
        try {
            this.server = WebServer.start("aws-test", 0, ByteCount.ofMebibytes(20), new AwsJsonEndpoint(services));
        } catch (BindException e) {
            throw new IllegalStateException("port 0 is never taken", e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** A client that does not retry; the test closes it. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(url())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(options -> options.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
