package farebox.metering.lambda;

import farebox.metering.RollUp;
import farebox.metering.dynamo.DynamoTables;
import java.time.InstantSource;
import java.util.Map;

/** What {@link RollupHandler} is made of. */
record RollupWiring(RollUp rollUp) {
    static RollupWiring of(Map<String, String> environment) {
        Settings settings = Settings.from(environment, Settings.SUMS_TABLE);
        DynamoTables tables = DynamoTables.connect(InstantSource.system());
        return new RollupWiring(new RollUp(tables.sums(settings.value(Settings.SUMS_TABLE))));
    }
}
