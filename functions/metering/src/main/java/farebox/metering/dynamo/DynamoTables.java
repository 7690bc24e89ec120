package farebox.metering.dynamo;

import farebox.metering.UsageLedger;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.rollup.UsageAggregates;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The tables of one account and region, which the environment names; nothing is requested from them before the first
 * use.
 */
public final class DynamoTables {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** One try; a table responds within milliseconds, so a request without a response is retried. */
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(2);

    private static final int MAX_ATTEMPTS = 5;

    private final DynamoDbClient dynamo;
    private final InstantSource clock;

    private DynamoTables(DynamoDbClient dynamo, InstantSource clock) {
        this.dynamo = dynamo;
        this.clock = clock;
    }

    public static DynamoTables connect(InstantSource clock) {
        DynamoDbClient dynamo = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(TRY_TIMEOUT))
                .overrideConfiguration(config -> config.apiCallAttemptTimeout(TRY_TIMEOUT)
                        .retryStrategy(retry -> retry.maxAttempts(MAX_ATTEMPTS)))
                .build();
        return new DynamoTables(dynamo, clock);
    }

    public UsageLedger ledger(String table) {
        return new DynamoUsageLedger(dynamo, table, clock);
    }

    public IdempotencyLocks idempotencyLocks(String table) {
        return new DynamoIdempotencyLocks(dynamo, table, clock);
    }

    public UsageAggregates aggregates(String table) {
        return new DynamoUsageAggregates(dynamo, table);
    }
}
