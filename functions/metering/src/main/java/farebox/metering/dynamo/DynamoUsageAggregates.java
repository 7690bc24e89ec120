package farebox.metering.dynamo;

import static farebox.metering.dynamo.Attributes.text;

import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import farebox.metering.rollup.UsageAggregates;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Aggregates in a table with the partition key {@code series} and the sort key {@code slot}, laid out by
 * {@link AggregateKeys}.
 */
public final class DynamoUsageAggregates implements UsageAggregates {
    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoUsageAggregates(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
        return DynamoRequests.call(() -> reached(key, delta));
    }

    @Override
    public void quarantine(QuarantinedRecord record) {
        Map<String, AttributeValue> item = Map.of(
                AggregateItem.SERIES,
                text(AggregateKeys.QUARANTINE),
                AggregateItem.SLOT,
                text(record.shard().value() + "#" + record.record()),
                "reason",
                text(record.reason()));
        PutItemRequest put =
                PutItemRequest.builder().tableName(table).item(item).build();
        DynamoRequests.run(() -> dynamo.putItem(put));
    }

    @Override
    public void read(Span span, Consumer<Aggregate> each) {
        AggregateKeys.partitions(span)
                .map(partition -> query(span, partition))
                .forEach(query -> DynamoRequests.run(() -> read(query, span, each)));
    }

    private Optional<SequenceNumber> reached(AggregateKey key, Delta delta) {
        try {
            dynamo.updateItem(AggregateItem.update(key, delta).tableName(table).build());
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(AggregateItem.newest(e.item()));
        }
    }

    private void read(QueryRequest query, Span span, Consumer<Aggregate> each) {
        dynamo.queryPaginator(query).items().stream()
                .map(item -> AggregateItem.read(span.resolution(), item))
                .filter(aggregate -> within(span, aggregate.key().start()))
                .forEach(each);
    }

    private QueryRequest query(Span span, Instant partition) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#series = :series AND #slot BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#series", AggregateItem.SERIES, "#slot", AggregateItem.SLOT))
                .expressionAttributeValues(Map.of(
                        ":series", text(AggregateKeys.series(span.resolution(), partition)),
                        ":from", text(AggregateKeys.lowest(span)),
                        ":to", text(AggregateKeys.highest(span))))
                .build();
    }

    private static boolean within(Span span, Instant start) {
        return !start.isBefore(span.start()) && start.isBefore(span.end());
    }
}
