package farebox.billing.faults;

import farebox.aws.AwsClients;
import farebox.kernel.ByteCount;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.dynamodb.KeyAttribute;
import farebox.local.dynamodb.KeySchema;
import farebox.local.dynamodb.LocalDynamo;
import farebox.local.dynamodb.TableDefinition;
import farebox.local.dynamodb.value.ValueType;
import farebox.local.http.WebServer;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The tables of metering and billing on the local DynamoDB, in a folder. */
final class Tables implements AutoCloseable {
    static final String EVENTS = "events";
    static final String CLAIMS = "claims";
    static final String BILLING = "billing";
    static final Instant NOW = Instant.parse("2026-08-20T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private static final ByteCount MAX_REQUEST = ByteCount.ofMebibytes(16);

    private final LocalDynamo dynamo;
    private final WebServer server;

    Tables(Path folder) throws IOException, BindException {
        dynamo = LocalDynamo.open(folder, CLOCK);
        KeySchema byId = KeySchema.of(new KeyAttribute("id", ValueType.S));
        dynamo.create(TableDefinition.of(EVENTS, byId));
        dynamo.create(TableDefinition.of(CLAIMS, byId));
        dynamo.create(TableDefinition.of(
                BILLING, KeySchema.of(new KeyAttribute("tenant", ValueType.S), new KeyAttribute("item", ValueType.S))));
        server = WebServer.start("aws-json", 0, MAX_REQUEST, new AwsJsonEndpoint(dynamo.services()));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** As the functions have it, at an address of ours. */
    static DynamoDbClient client(URI endpoint) {
        return AwsClients.build(DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"))));
    }

    @Override
    public void close() {
        server.close();
        dynamo.close();
    }
}
