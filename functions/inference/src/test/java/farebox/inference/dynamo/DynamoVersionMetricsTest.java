package farebox.inference.dynamo;

import static java.util.Objects.requireNonNull;

import farebox.inference.VersionMetrics;
import farebox.inference.VersionMetricsContract;
import farebox.kernel.MovableClock;
import farebox.local.dynamodb.DynamoFixture;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract over the SDK and the emulator's DynamoDB. */
final class DynamoVersionMetricsTest extends VersionMetricsContract {
    @TempDir
    private static Path folder = Path.of("");

    private @Nullable DynamoFixture dynamo;

    @Override
    protected VersionMetrics metrics(MovableClock clock) {
        DynamoFixture fixture =
                DynamoFixture.in(folder.resolve(UUID.randomUUID().toString()));
        dynamo = fixture;
        fixture.createTable("metrics", "version", "minute");
        return new DynamoVersionMetrics(fixture.tables(), "metrics", clock);
    }

    @AfterEach
    void close() {
        requireNonNull(dynamo).close();
    }
}
