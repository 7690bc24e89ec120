package farebox.training.pipeline.dynamo;

import farebox.local.dynamodb.DynamoFixture;
import farebox.training.pipeline.RunStore;
import farebox.training.pipeline.RunStoreContract;
import farebox.training.pipeline.SampleRuns;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class DynamoRunStoreTest extends RunStoreContract {
    private static final String TABLE = "training";

    @TempDir
    private Path folder;

    private DynamoFixture dynamo;

    @BeforeEach
    void start() {
        dynamo = DynamoFixture.in(folder);
        dynamo.createTable(TABLE, "tenant", "item");
    }

    @AfterEach
    void stop() {
        dynamo.close();
    }

    @Override
    protected RunStore store() {
        return new DynamoRunStore(dynamo.tables(), TABLE, () -> SampleRuns.NOW);
    }
}
