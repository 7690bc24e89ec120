package farebox.billing.dynamo;

import farebox.aws.AwsRequests;
import farebox.billing.Channel;
import farebox.billing.invoice.EventLog;
import farebox.billing.invoice.UsageScans.Segment;
import farebox.billing.invoice.UsageScans.SegmentedLog;
import farebox.billing.usage.Quantities;
import farebox.kernel.TenantId;
import farebox.metering.dynamo.EventItem;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** The events in their table, which is read whole or in segments, page by page; nothing is kept of them. */
public final class DynamoEventLog implements EventLog, SegmentedLog {
    private final DynamoDbClient dynamo;
    private final String eventsTable;

    public DynamoEventLog(DynamoDbClient dynamo, String eventsTable) {
        this.dynamo = dynamo;
        this.eventsTable = eventsTable;
    }

    @Override
    public void read(Optional<TenantId> tenant, Instant start, Instant end, Consumer<MeteredEvent> each) {
        read(scan(tenant).build(), start, end, each);
    }

    @Override
    public void read(Segment segment, Instant start, Instant end, Consumer<MeteredEvent> each) {
        ScanRequest scan = scan(Optional.empty())
                .segment(segment.number())
                .totalSegments(segment.of())
                .build();
        read(scan, start, end, each);
    }

    private void read(ScanRequest scan, Instant start, Instant end, Consumer<MeteredEvent> each) {
        AwsRequests.run(
                "events cannot be read at the moment",
                () -> dynamo.scanPaginator(scan).items().stream()
                        .map(item -> EventItem.read(name ->
                                        Optional.ofNullable(item.get(name)).flatMap(ItemTexts::text))
                                .usage())
                        .filter(usage ->
                                !usage.at().isBefore(start) && usage.at().isBefore(end))
                        .map(usage -> new MeteredEvent(
                                usage.tenant(),
                                Quantities.model(usage.resource()),
                                Channel.of(usage.resource()),
                                usage.amounts(),
                                usage.at()))
                        .forEach(each));
    }

    private ScanRequest.Builder scan(Optional<TenantId> tenant) {
        String prefix = tenant.map(id -> id.value() + "#").orElse("");
        ScanRequest.Builder scan = ScanRequest.builder().tableName(eventsTable).consistentRead(true);
        return prefix.isEmpty()
                ? scan.filterExpression("attribute_not_exists(#voided)")
                        .expressionAttributeNames(Map.of("#voided", EventItem.VOIDED))
                : scan.filterExpression("begins_with(#id, :tenant) AND attribute_not_exists(#voided)")
                        .expressionAttributeNames(Map.of("#id", "id", "#voided", EventItem.VOIDED))
                        .expressionAttributeValues(Map.of(":tenant", AttributeValue.fromS(prefix)));
    }
}
