package farebox.metering.aws;

import farebox.http.HttpResponse;
import farebox.kernel.Environment;
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
    private static final String EVENTS_TABLE = "EVENTS_TABLE";
    private static final String CLAIMS_TABLE = "CLAIMS_TABLE";
    private static final String ANSWERS_BUCKET = "ANSWERS_BUCKET";
    private static final String SUMS_TABLE = "SUMS_TABLE";

    private MeteringFactory() {}

    /**
     * Meters HTTP requests.
     *
     * @param variables with EVENTS_TABLE, CLAIMS_TABLE and ANSWERS_BUCKET
     * @param payment of calls that are paid for while they are made
     * @param random of a kind that two copies of one snapshot do not share, such as {@link java.security.SecureRandom}
     */
    public static MeterUsage<HttpResponse> meterUsage(
            Map<String, String> variables, CallPayment payment, InstantSource clock, RandomGenerator random) {
        Environment environment = Environment.requiring(variables, EVENTS_TABLE, CLAIMS_TABLE, ANSWERS_BUCKET);
        DynamoTables tables = DynamoTables.connect(clock);
        StoredResponses<HttpResponse> responses = new StoredResponses<>(
                S3ResponseStore.connect(environment.value(ANSWERS_BUCKET), clock), new HttpResponseCodec());
        MeterUsage.Stores<HttpResponse> stores = new MeterUsage.Stores<>(
                tables.ledger(environment.value(EVENTS_TABLE)),
                tables.idempotencyLocks(environment.value(CLAIMS_TABLE)),
                responses,
                payment);
        return new MeterUsage<>(stores, MeteringPolicy.DEFAULT, clock, random);
    }

    /**
     * Records the usage of work that no request waits for.
     *
     * @param variables with EVENTS_TABLE
     * @param payment of work whose result is given only once it is paid for
     * @param random as in {@link #meterUsage}
     */
    public static RecordUsage recordUsage(
            Map<String, String> variables, CallPayment payment, InstantSource clock, RandomGenerator random) {
        return new RecordUsage(ledger(variables, clock), MeteringPolicy.DEFAULT, random, payment);
    }

    /** @param variables with EVENTS_TABLE */
    public static UsageLedger ledger(Map<String, String> variables, InstantSource clock) {
        Environment environment = Environment.requiring(variables, EVENTS_TABLE);
        return DynamoTables.connect(clock).ledger(environment.value(EVENTS_TABLE));
    }

    /** @param variables with SUMS_TABLE */
    public static UsageAggregates aggregates(Map<String, String> variables, InstantSource clock) {
        Environment environment = Environment.requiring(variables, SUMS_TABLE);
        return DynamoTables.connect(clock).aggregates(environment.value(SUMS_TABLE));
    }
}
