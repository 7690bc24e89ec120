package farebox.local.dynamodb;

import farebox.kernel.MovableClock;
import farebox.local.awsjson.ServiceFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The endpoint on a free port, and real clients for it. */
public final class DynamoFixture implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final MovableClock clock = new MovableClock(START);
    private final LocalDynamo dynamo;
    private final ServiceFixture server;
    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;

    private DynamoFixture(Path folder) {
        this.dynamo = LocalDynamo.open(folder, clock);
        this.server = new ServiceFixture(dynamo.services());
        this.tables = server.client(DynamoDbClient.builder());
        this.streams = server.client(DynamoDbStreamsClient.builder());
    }

    public static DynamoFixture in(Path folder) {
        return new DynamoFixture(folder);
    }

    public LocalDynamo dynamo() {
        return dynamo;
    }

    public DynamoDbClient tables() {
        return tables;
    }

    /** A table with two keys, both texts. */
    public void createTable(String name, String partition, String sort) {
        tables.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute(partition), attribute(sort))
                .keySchema(key(partition, KeyType.HASH), key(sort, KeyType.RANGE)));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    public DynamoDbStreamsClient streams() {
        return streams;
    }

    public MovableClock clock() {
        return clock;
    }

    public URI url() {
        return server.url();
    }

    @Override
    public void close() {
        tables.close();
        streams.close();
        server.close();
        dynamo.close();
    }
}
