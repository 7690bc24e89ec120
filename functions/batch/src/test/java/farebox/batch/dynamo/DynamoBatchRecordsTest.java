package farebox.batch.dynamo;

import static java.util.Objects.requireNonNull;

import farebox.batch.BatchRecords;
import farebox.batch.BatchRecordsContract;
import farebox.local.dynamodb.DynamoFixture;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract over the SDK and the emulator's DynamoDB. */
final class DynamoBatchRecordsTest extends BatchRecordsContract {
    @TempDir
    private static Path folder = Path.of("");

    private @Nullable DynamoFixture dynamo;

    @Override
    protected BatchRecords records() {
        DynamoFixture fixture =
                DynamoFixture.in(folder.resolve(UUID.randomUUID().toString()));
        dynamo = fixture;
        fixture.createTable("batches", "tenant", "id");
        return new DynamoBatchRecords(fixture.tables(), "batches");
    }

    @AfterEach
    void close() {
        requireNonNull(dynamo).close();
    }
}
