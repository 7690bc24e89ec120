package farebox.metering.dynamo;

import static farebox.metering.dynamo.Attributes.text;

import farebox.metering.Addition;
import farebox.metering.SequenceNumber;
import farebox.metering.SetAside;
import farebox.metering.Sum;
import farebox.metering.SumRow;
import farebox.metering.UsageSums;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Sums in a table with the partition key {@code series} and the sort key {@code slot}, laid out by {@link SumKeys}. */
public final class DynamoUsageSums implements UsageSums {
    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoUsageSums(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<SequenceNumber> add(SumRow row, Addition addition) {
        return DynamoCalls.answered(() -> reached(row, addition));
    }

    @Override
    public void setAside(SetAside aside) {
        Map<String, AttributeValue> item = Map.of(
                SumItem.SERIES,
                text(SumKeys.ASIDE),
                SumItem.SLOT,
                text(aside.shard().value() + "#" + aside.record()),
                "reason",
                text(aside.reason()));
        PutItemRequest put =
                PutItemRequest.builder().tableName(table).item(item).build();
        DynamoCalls.done(() -> dynamo.putItem(put));
    }

    @Override
    public void read(Span span, Consumer<Sum> each) {
        SumKeys.partitions(span)
                .map(partition -> query(span, partition))
                .forEach(query -> DynamoCalls.done(() -> read(query, span, each)));
    }

    private Optional<SequenceNumber> reached(SumRow row, Addition addition) {
        try {
            dynamo.updateItem(SumItem.update(row, addition).tableName(table).build());
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(SumItem.newest(e.item()));
        }
    }

    private void read(QueryRequest query, Span span, Consumer<Sum> each) {
        dynamo.queryPaginator(query).items().stream()
                .map(item -> SumItem.read(span.grain(), item))
                .filter(sum -> within(span, sum.row().start()))
                .forEach(each);
    }

    private QueryRequest query(Span span, Instant partition) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#series = :series AND #slot BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#series", SumItem.SERIES, "#slot", SumItem.SLOT))
                .expressionAttributeValues(Map.of(
                        ":series", text(SumKeys.series(span.grain(), partition)),
                        ":from", text(SumKeys.lowest(span)),
                        ":to", text(SumKeys.highest(span))))
                .build();
    }

    private static boolean within(Span span, Instant start) {
        return !start.isBefore(span.start()) && start.isBefore(span.end());
    }
}
