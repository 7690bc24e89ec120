package farebox.billing.dynamo;

import farebox.aws.AwsRequests;
import farebox.billing.reconcile.Reconcile.ReconciledHours;
import farebox.billing.reconcile.Reconcile.Report;
import farebox.billing.reconcile.RequestLog.LoggedRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reports in the table of balances: the items {@code hour#<start>} of {@code #reconciled}. */
public final class DynamoReconciledHours implements ReconciledHours {
    private static final String PARTITION = "#reconciled";
    private static final String HOUR = "hour#";
    private static final String MISSING = "missing";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoReconciledHours(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Instants of whole hours are ordered as their texts are. */
    @Override
    public Set<Instant> complete(Instant start, Instant end) {
        if (!start.isBefore(end)) {
            return Set.of();
        }
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#tenant = :tenant AND #item BETWEEN :first AND :last")
                .expressionAttributeNames(Map.of("#tenant", ShardItem.TENANT, "#item", ShardItem.ITEM))
                .expressionAttributeValues(Map.of(
                        ":tenant", AttributeValue.fromS(PARTITION),
                        ":first", AttributeValue.fromS(HOUR + start),
                        ":last", AttributeValue.fromS(HOUR + end.minusSeconds(1))))
                .build();
        return answered(() -> dynamo.queryPaginator(query).items().stream()
                .filter(item -> ShardItem.value(item, MISSING).l().isEmpty())
                .map(item ->
                        Instant.parse(ShardItem.value(item, ShardItem.ITEM).s().substring(HOUR.length())))
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public void add(Instant hour, Report report) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(ShardItem.TENANT, AttributeValue.fromS(PARTITION));
        item.put(ShardItem.ITEM, AttributeValue.fromS(HOUR + hour));
        item.put("billable", AttributeValue.fromN(Long.toString(report.billable())));
        item.put("idempotent", AttributeValue.fromN(Long.toString(report.idempotent())));
        item.put(
                MISSING,
                AttributeValue.fromL(report.missing().stream()
                        .limit(1_000)
                        .map(DynamoReconciledHours::name)
                        .map(AttributeValue::fromS)
                        .toList()));
        answered(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    private static String name(LoggedRequest request) {
        return request.tenant() + " " + request.id();
    }

    private static <T> T answered(Supplier<T> request) {
        return AwsRequests.call("reconciled hours cannot be stored or read at the moment", request);
    }
}
