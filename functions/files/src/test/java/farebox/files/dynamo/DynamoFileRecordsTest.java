package farebox.files.dynamo;

import static java.util.Objects.requireNonNull;

import farebox.files.FileRecords;
import farebox.files.FileRecordsContract;
import farebox.local.dynamodb.DynamoFixture;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

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
        fixture.createTable("files", "tenant", "id");
        return new DynamoFileRecords(fixture.tables(), "files");
    }

    @AfterEach
    void close() {
        requireNonNull(dynamo).close();
    }
}
