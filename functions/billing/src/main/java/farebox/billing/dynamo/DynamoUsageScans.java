package farebox.billing.dynamo;

import farebox.aws.AwsRequests;
import farebox.billing.invoice.FrozenUsage;
import farebox.billing.invoice.UsageScans;
import farebox.billing.json.FrozenUsageFormat;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Scans in the table of balances: the items {@code scan#<month>#<scan>#<segment>} of a tenant, which expire once no
 * close of their month needs them.
 */
public final class DynamoUsageScans implements UsageScans {
    private static final String SCAN = "scan#";
    private static final String USAGE = "usage";
    private static final String EXPIRES_AT = "expiresAt";
    private static final Duration RETENTION = Duration.ofDays(45);

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoUsageScans(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public void write(String scan, Segment segment, FrozenUsage usage) {
        long expires = usage.at().plus(RETENTION).getEpochSecond();
        Map<String, AttributeValue> item = Map.of(
                ShardItem.TENANT,
                AttributeValue.fromS(usage.tenant().value()),
                ShardItem.ITEM,
                AttributeValue.fromS(prefix(scan, usage.month()) + "%06d".formatted(segment.number())),
                USAGE,
                AttributeValue.fromS(FrozenUsageFormat.write(usage)),
                EXPIRES_AT,
                AttributeValue.fromN(Long.toString(expires)));
        answered(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    @Override
    public List<FrozenUsage> read(String scan, TenantId tenant, String month) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#tenant = :tenant AND begins_with(#item, :prefix)")
                .expressionAttributeNames(Map.of("#tenant", ShardItem.TENANT, "#item", ShardItem.ITEM))
                .expressionAttributeValues(Map.of(
                        ":tenant", AttributeValue.fromS(tenant.value()),
                        ":prefix", AttributeValue.fromS(prefix(scan, month))))
                .build();
        return answered(() -> dynamo.queryPaginator(query).items().stream()
                .map(item -> FrozenUsageFormat.read(
                        tenant, month, ShardItem.value(item, USAGE).s()))
                .toList());
    }

    private static String prefix(String scan, String month) {
        return SCAN + month + "#" + scan + "#";
    }

    private static <T> T answered(Supplier<T> request) {
        return AwsRequests.call("scans of usage cannot be stored or read at the moment", request);
    }
}
