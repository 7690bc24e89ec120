package farebox.billing.dynamo;

import farebox.billing.UsageQuantities;
import farebox.billing.invoice.UsageTotals;
import farebox.billing.usage.Quantities;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import farebox.metering.Usage;
import farebox.metering.dynamo.EventItem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Usage recomputed from the events themselves. It reads the whole table, page by page, and keeps only the totals; a
 * month is closed by it.
 */
public final class DynamoEventTotals implements UsageTotals {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(5);

    private final DynamoDbClient dynamo;
    private final String eventsTable;

    public DynamoEventTotals(DynamoDbClient dynamo, String eventsTable) {
        this.dynamo = dynamo;
        this.eventsTable = eventsTable;
    }

    @Override
    public Map<TenantId, UsageQuantities> read(Optional<TenantId> tenant, Instant start, Instant end) {
        Map<TenantId, UsageQuantities> totals = new HashMap<>();
        try {
            dynamo.scanPaginator(scan(tenant)).items().stream()
                    .map(item -> EventItem.read(
                                    name -> Optional.ofNullable(item.get(name)).flatMap(ItemTexts::text))
                            .usage())
                    .filter(usage -> !usage.at().isBefore(start) && usage.at().isBefore(end))
                    .forEach(usage -> totals.merge(usage.tenant(), quantities(usage), UsageQuantities::plus));
        } catch (SdkException e) {
            throw new Unavailable("events cannot be read at the moment", DEFAULT_RETRY, e);
        }
        return totals;
    }

    private ScanRequest scan(Optional<TenantId> tenant) {
        String prefix = tenant.map(id -> id.value() + "#").orElse("");
        ScanRequest.Builder scan = ScanRequest.builder().tableName(eventsTable).consistentRead(true);
        return prefix.isEmpty()
                ? scan.filterExpression("attribute_not_exists(#voided)")
                        .expressionAttributeNames(Map.of("#voided", EventItem.VOIDED))
                        .build()
                : scan.filterExpression("begins_with(#id, :tenant) AND attribute_not_exists(#voided)")
                        .expressionAttributeNames(Map.of("#id", "id", "#voided", EventItem.VOIDED))
                        .expressionAttributeValues(Map.of(":tenant", AttributeValue.fromS(prefix)))
                        .build();
    }

    private static UsageQuantities quantities(Usage usage) {
        return Quantities.of(usage.resource(), usage.amounts());
    }
}
