package farebox.metering.lambda;

import farebox.metering.MeterUsage;
import farebox.metering.MeteringPolicy;
import farebox.metering.MeteringStores;
import farebox.metering.dynamo.DynamoTables;
import farebox.metering.s3.S3ResponseStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Metering for a function of another room. */
public final class MeteringFactory {
    private MeteringFactory() {}

    /**
     * Opens nothing yet: the clients connect with the first call.
     *
     * @param environment with EVENTS_TABLE, CLAIMS_TABLE and ANSWERS_BUCKET
     * @param chance of a kind that two copies of one snapshot do not share, such as {@link java.security.SecureRandom}
     * @throws IllegalArgumentException if a variable is missing; names every one
     */
    public static MeterUsage from(Map<String, String> environment, InstantSource clock, RandomGenerator chance) {
        Settings settings =
                Settings.from(environment, Settings.EVENTS_TABLE, Settings.CLAIMS_TABLE, Settings.ANSWERS_BUCKET);
        DynamoTables tables = DynamoTables.connect(clock);
        MeteringStores meteringStores = new MeteringStores(
                tables.ledger(settings.value(Settings.EVENTS_TABLE)),
                tables.claims(settings.value(Settings.CLAIMS_TABLE)),
                S3ResponseStore.connect(settings.value(Settings.ANSWERS_BUCKET), clock));
        return new MeterUsage(meteringStores, MeteringPolicy.DEFAULT, clock, chance);
    }
}
