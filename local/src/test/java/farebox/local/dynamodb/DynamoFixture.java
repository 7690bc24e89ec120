package farebox.local.dynamodb;

import farebox.kernel.ByteCount;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
import farebox.local.http.WebServer;
import farebox.local.ssm.LocalParameters;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The endpoint on a free port, and real clients for it. */
public final class DynamoFixture implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final MovableClock clock = new MovableClock(START);
    private final LocalDynamo dynamo;
    private final WebServer server;
    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;
    private final SsmClient parameters;

    private DynamoFixture(Path folder) throws BindException {
        this.dynamo = LocalDynamo.open(folder, clock);
        List<AwsService> services = new ArrayList<>(dynamo.services());
        services.add(LocalParameters.in(dynamo.store(), clock).service());
        this.server = WebServer.start("aws-test", 0, ByteCount.ofMebibytes(20), new AwsJsonEndpoint(services));
        this.tables = client(DynamoDbClient.builder());
        this.streams = client(DynamoDbStreamsClient.builder());
        this.parameters = client(SsmClient.builder());
    }

    public static DynamoFixture in(Path folder) {
        try {
            return new DynamoFixture(folder);
        } catch (BindException e) {
            throw new IllegalStateException("port 0 is never taken", e);
        }
    }

    public LocalDynamo dynamo() {
        return dynamo;
    }

    public DynamoDbClient tables() {
        return tables;
    }

    public DynamoDbStreamsClient streams() {
        return streams;
    }

    public SsmClient parameters() {
        return parameters;
    }

    public MovableClock clock() {
        return clock;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        tables.close();
        streams.close();
        parameters.close();
        server.close();
        dynamo.close();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(url())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(options -> options.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }
}
