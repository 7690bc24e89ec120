package farebox.metering.dynamo;

import farebox.aws.AwsClients;
import farebox.metering.UsageLedger;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.rollup.UsageAggregates;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The tables of one account and region, which the environment names; nothing is requested from them before the first
 * use.
 */
public final class DynamoTables {
    private final DynamoDbClient dynamo;
    private final InstantSource clock;

    private DynamoTables(DynamoDbClient dynamo, InstantSource clock) {
        this.dynamo = dynamo;
        this.clock = clock;
    }

    public static DynamoTables connect(InstantSource clock) {
        return new DynamoTables(AwsClients.build(DynamoDbClient.builder()), clock);
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
