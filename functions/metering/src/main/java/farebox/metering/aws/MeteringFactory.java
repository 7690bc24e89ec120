package farebox.metering.aws;

import farebox.http.HttpResponse;
import farebox.metering.CallPayment;
import farebox.metering.MeterUsage;
import farebox.metering.MeteringPolicy;
import farebox.metering.RecordUsage;
import farebox.metering.UsageLedger;
import farebox.metering.dynamo.DynamoTables;
import farebox.metering.http.HttpResponseCodec;
import farebox.metering.idempotency.StoredResponses;
import farebox.metering.rollup.UsageAggregates;
import farebox.metering.s3.S3ResponseStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Metering on the tables and the bucket that the environment names. Nothing is opened yet: the clients connect with the
 * first call. A variable that is missing is an {@link IllegalArgumentException}, which names every one.
 */
public final class MeteringFactory {
    private MeteringFactory() {}

    /**
     * Meters HTTP requests.
     *
     * @param environment with EVENTS_TABLE, CLAIMS_TABLE and ANSWERS_BUCKET
     * @param payment of calls that are paid for while they are made
     * @param random of a kind that two copies of one snapshot do not share, such as {@link java.security.SecureRandom}
     */
    public static MeterUsage<HttpResponse> meterUsage(
            Map<String, String> environment, CallPayment payment, InstantSource clock, RandomGenerator random) {
        Settings settings =
                Settings.from(environment, Settings.EVENTS_TABLE, Settings.CLAIMS_TABLE, Settings.ANSWERS_BUCKET);
        DynamoTables tables = DynamoTables.connect(clock);
        StoredResponses<HttpResponse> responses = new StoredResponses<>(
                S3ResponseStore.connect(settings.value(Settings.ANSWERS_BUCKET), clock), new HttpResponseCodec());
        MeterUsage.Stores<HttpResponse> stores = new MeterUsage.Stores<>(
                tables.ledger(settings.value(Settings.EVENTS_TABLE)),
                tables.idempotencyLocks(settings.value(Settings.CLAIMS_TABLE)),
                responses,
                payment);
        return new MeterUsage<>(stores, MeteringPolicy.DEFAULT, clock, random);
    }

    /**
     * Records the usage of work that no request waits for.
     *
     * @param environment with EVENTS_TABLE
     * @param random as in {@link #meterUsage}
     */
    public static RecordUsage recordUsage(
            Map<String, String> environment, InstantSource clock, RandomGenerator random) {
        Settings settings = Settings.from(environment, Settings.EVENTS_TABLE);
        UsageLedger ledger = DynamoTables.connect(clock).ledger(settings.value(Settings.EVENTS_TABLE));
        return new RecordUsage(ledger, MeteringPolicy.DEFAULT, random);
    }

    /** @param environment with SUMS_TABLE */
    public static UsageAggregates aggregates(Map<String, String> environment, InstantSource clock) {
        Settings settings = Settings.from(environment, Settings.SUMS_TABLE);
        return DynamoTables.connect(clock).aggregates(settings.value(Settings.SUMS_TABLE));
    }
}
