package farebox.training.pipeline.dynamo;

import farebox.kernel.MovableClock;
import farebox.local.awsjson.ServiceFixture;
import farebox.local.dynamodb.LocalDynamo;
import farebox.training.pipeline.RunStore;
import farebox.training.pipeline.RunStoreContract;
import farebox.training.pipeline.SampleRuns;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class DynamoRunStoreTest extends RunStoreContract {
    private static final String TABLE = "training";

    @TempDir
    private Path folder;

    private LocalDynamo dynamo;
    private ServiceFixture server;
    private DynamoDbClient client;

    @BeforeEach
    void start() {
        dynamo = LocalDynamo.open(folder, new MovableClock(SampleRuns.NOW));
        server = new ServiceFixture(dynamo.services());
        client = server.client(DynamoDbClient.builder());
        client.createTable(table -> table.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("tenant"), attribute("item"))
                .keySchema(key("tenant", KeyType.HASH), key("item", KeyType.RANGE)));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        dynamo.close();
    }

    @Override
    protected RunStore store() {
        return new DynamoRunStore(client, TABLE, () -> SampleRuns.NOW);
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
}
