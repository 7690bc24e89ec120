package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.access.AccessStore;
import farebox.access.AccessStoreContract;
import farebox.access.PepperStore;
import farebox.access.PepperStoreContract;
import farebox.access.UsageKey;
import farebox.access.UsageKeys;
import farebox.access.UsageKeysContract;
import farebox.access.apigateway.ApiGatewayUsageKeys;
import farebox.access.dynamo.DynamoAccessStore;
import farebox.access.ssm.SsmPepperStore;
import farebox.billing.alert.AlertStoreContract;
import farebox.billing.dynamo.DynamoAlerts;
import farebox.billing.dynamo.DynamoBalances;
import farebox.billing.dynamo.DynamoInvoiceStore;
import farebox.billing.dynamo.DynamoUsageScans;
import farebox.billing.invoice.InvoiceStore;
import farebox.billing.invoice.InvoiceStoreContract;
import farebox.billing.invoice.UsageScans;
import farebox.billing.invoice.UsageScansContract;
import farebox.billing.prepaid.Balances;
import farebox.billing.prepaid.BalancesContract;
import farebox.billing.pricebook.PriceBooks;
import farebox.billing.pricebook.PriceBooksContract;
import farebox.billing.s3.S3PriceBooks;
import farebox.kernel.PlanName;
import farebox.metering.Samples;
import farebox.metering.UsageEvent;
import farebox.metering.UsageLedger;
import farebox.metering.UsageLedgerContract;
import farebox.metering.dynamo.DynamoIdempotencyLocks;
import farebox.metering.dynamo.DynamoUsageAggregates;
import farebox.metering.dynamo.DynamoUsageLedger;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.idempotency.IdempotencyLocksContract;
import farebox.metering.idempotency.ResponseStore;
import farebox.metering.idempotency.ResponseStoreContract;
import farebox.metering.rollup.UsageAggregates;
import farebox.metering.rollup.UsageAggregatesContract;
import farebox.metering.s3.S3ResponseStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.UsagePlanKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/** What the modules' own tests ask of their adapters over fakes, asked over the endpoints of the stack. */
@ExtendWith(StackExtension.class)
final class StoreContractsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);

    private final Operator operator;

    StoreContractsTest(Operator operator) {
        operator.place().require(Environment.Feature.THROWAWAY_TABLES);
        this.operator = operator;
    }

    @Nested
    final class Ledger extends UsageLedgerContract {
        @Override
        protected UsageLedger ledger() {
            return new DynamoUsageLedger(dynamo(), table("id"), CLOCK);
        }
    }

    @Test
    void theLargestEventCostsOneWriteUnit() {
        String table = table("id");
        UsageEvent event = Samples.largestEvent();
        new DynamoUsageLedger(dynamo(), table, CLOCK).append(event, Samples.DEADLINE);
        AttributeValue id = AttributeValue.fromS(event.id().value());
        Map<String, AttributeValue> item = dynamo().getItem(
                        get -> get.tableName(table).key(Map.of("id", id)).consistentRead(true))
                .item();

        PutItemResponse put = dynamo().putItem(
                        same -> same.tableName(table).item(item).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

        assertThat(put.consumedCapacity().capacityUnits()).isEqualTo(1);
    }

    @Nested
    final class Locking extends IdempotencyLocksContract {
        @Override
        protected IdempotencyLocks locks() {
            return new DynamoIdempotencyLocks(dynamo(), table("id"), CLOCK);
        }
    }

    @Nested
    final class Aggregating extends UsageAggregatesContract {
        @Override
        protected UsageAggregates aggregates() {
            return new DynamoUsageAggregates(dynamo(), table("series", "slot"));
        }
    }

    @Nested
    final class Answering extends ResponseStoreContract {
        @Override
        protected ResponseStore store() {
            S3Client s3 = operator.clients().s3();
            String bucket = newName();
            s3.createBucket(create -> create.bucket(bucket));
            return new S3ResponseStore(s3, bucket, CLOCK);
        }
    }

    @Nested
    final class Holding extends BalancesContract {
        @Override
        protected Balances balances() {
            return new DynamoBalances(dynamo(), table("tenant", "item"));
        }
    }

    @Nested
    final class Invoicing extends InvoiceStoreContract {
        @Override
        protected InvoiceStore store() {
            return new DynamoInvoiceStore(dynamo(), table("tenant", "item"));
        }
    }

    @Nested
    final class Scanning extends UsageScansContract {
        @Override
        protected UsageScans scans() {
            return new DynamoUsageScans(dynamo(), table("tenant", "item"));
        }
    }

    @Nested
    final class Alerting extends AlertStoreContract<DynamoAlerts> {
        @Override
        protected DynamoAlerts store() {
            return new DynamoAlerts(dynamo(), table("tenant", "item"));
        }
    }

    @Nested
    final class Pricing extends PriceBooksContract {
        @Override
        protected PriceBooks books() {
            S3Client s3 = operator.clients().s3();
            String bucket = newName();
            s3.createBucket(create -> create.bucket(bucket));
            return new S3PriceBooks(s3, bucket);
        }
    }

    @Nested
    final class Access extends AccessStoreContract {
        @Override
        public AccessStore emptyStore() {
            return new DynamoAccessStore(dynamo(), table("id"));
        }
    }

    @Nested
    final class Peppering extends PepperStoreContract {
        @Override
        public PepperStore noPeppers() {
            return new SsmPepperStore(operator.clients().ssm(), "/contracts/" + newName());
        }
    }

    @Nested
    final class UsageKeying extends UsageKeysContract {
        private final ApiGatewayClient gateway = operator.clients().apiGateway();
        private final Map<PlanName, String> plans = Map.of(
                new PlanName("free"), operator.stack().output("FreePlan"),
                new PlanName("team"), operator.stack().output("StandardPlan"));

        @Override
        public UsageKeys noUsageKeys() {
            return new ApiGatewayUsageKeys(gateway, plans);
        }

        @Override
        public Optional<PlanName> planOf(UsageKey usageKey) {
            return plans.entrySet().stream()
                    .filter(plan -> keysOf(plan.getValue())
                            .anyMatch(key -> usageKey.value().equals(key.value())))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        private Stream<UsagePlanKey> keysOf(String plan) {
            return gateway.getUsagePlanKeys(get -> get.usagePlanId(plan)).items().stream();
        }
    }

    private DynamoDbClient dynamo() {
        return operator.clients().dynamo();
    }

    /** A new table with these keys, all of them strings, as the template's tables have. */
    private String table(String... keys) {
        String name = newName();
        List<AttributeDefinition> attributes = Stream.of(keys)
                .map(key -> AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .toList();
        List<KeySchemaElement> schema = Stream.of(keys)
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key)
                        .keyType(key.equals(keys[0]) ? KeyType.HASH : KeyType.RANGE)
                        .build())
                .toList();
        dynamo().createTable(create -> create.tableName(name)
                .attributeDefinitions(attributes)
                .keySchema(schema)
                .billingMode(BillingMode.PAY_PER_REQUEST));
        return name;
    }

    private static String newName() {
        return "contract-" + UUID.randomUUID();
    }
}
