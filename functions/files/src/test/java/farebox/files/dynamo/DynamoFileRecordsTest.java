package farebox.files.dynamo;

import static java.util.Objects.requireNonNull;

import farebox.files.FileRecords;
import farebox.files.FileRecordsContract;
import farebox.local.dynamodb.DynamoFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The contract over the SDK and the emulator's DynamoDB. */
final class DynamoFileRecordsTest extends FileRecordsContract {
    @TempDir
    private static Path folder = Path.of("");

    private @Nullable DynamoFixture dynamo;

    @Override
    protected FileRecords records() {
        DynamoFixture fixture =
                DynamoFixture.in(folder.resolve(UUID.randomUUID().toString()));
        dynamo = fixture;
        fixture.tables()
                .createTable(create -> create.tableName("files")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(List.of(attribute("tenant"), attribute("id")))
                        .keySchema(List.of(key("tenant", KeyType.HASH), key("id", KeyType.RANGE))));
        return new DynamoFileRecords(fixture.tables(), "files");
    }

    @AfterEach
    void close() {
        requireNonNull(dynamo).close();
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
