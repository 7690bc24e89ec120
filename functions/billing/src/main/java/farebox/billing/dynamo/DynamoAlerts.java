package farebox.billing.dynamo;

import farebox.aws.AwsRequests;
import farebox.billing.alert.AlertDeliveries;
import farebox.billing.alert.AlertDelivery;
import farebox.billing.alert.Webhook;
import farebox.billing.alert.Webhook.Webhooks;
import farebox.kernel.TenantId;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Deliveries of alerts and webhooks in the table of balances: the items {@code delivery#<id>#<channel>} of
 * {@code #alerts#<month>}, and the items {@code webhook} and {@code alerted#<id>#<channel>} of a tenant. The latter,
 * which are under no month, keep an alert from being added again in a later one.
 */
public final class DynamoAlerts implements AlertDeliveries, Webhooks {
    private static final String DELIVERY = "delivery#";
    private static final String ALERTED = "alerted#";
    private static final String WEBHOOK = "webhook";
    private static final String URL = "url";
    private static final String SECRET = "secret";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoAlerts(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public boolean add(AlertDelivery delivery) {
        Map<String, AttributeValue> marker = key(
                delivery.tenant().value(),
                ALERTED + delivery.id() + "#" + delivery.channel().name());
        return !exists(marker) && addBoth(marker, item(delivery));
    }

    /** Read first, since what has been alerted is asked again every minute and a read costs less than a write. */
    private boolean exists(Map<String, AttributeValue> key) {
        return answered(
                () -> dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                        .hasItem());
    }

    private boolean addBoth(Map<String, AttributeValue> marker, Map<String, AttributeValue> delivery) {
        return answered(() -> {
            try {
                dynamo.transactWriteItems(write -> write.transactItems(putOnce(marker), putOnce(delivery)));
                return true;
            } catch (TransactionCanceledException canceled) {
                if (canceled.cancellationReasons().stream()
                        .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()))) {
                    return false;
                }
                throw canceled;
            }
        });
    }

    private TransactWriteItem putOnce(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#tenant)")
                        .expressionAttributeNames(Map.of("#tenant", ShardItem.TENANT)))
                .build();
    }

    @Override
    public void update(AlertDelivery delivery) {
        Map<String, AttributeValue> item = item(delivery);
        answered(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    @Override
    public List<AlertDelivery> recent(Instant now) {
        YearMonth month = month(now);
        return answered(() -> Stream.of(month.minusMonths(1), month)
                .flatMap(this::query)
                .map(DynamoAlerts::delivery)
                .toList());
    }

    @Override
    public Optional<Webhook> find(TenantId tenant) {
        Map<String, AttributeValue> item =
                answered(() -> dynamo.getItem(get -> get.tableName(table).key(key(tenant.value(), WEBHOOK)))
                        .item());
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new Webhook(URI.create(text(item, URL)), text(item, SECRET)));
    }

    @Override
    public void set(TenantId tenant, Webhook webhook) {
        Map<String, AttributeValue> item = new HashMap<>(key(tenant.value(), WEBHOOK));
        item.put(URL, AttributeValue.fromS(webhook.url().toString()));
        item.put(SECRET, AttributeValue.fromS(webhook.secret()));
        answered(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    private Stream<Map<String, AttributeValue>> query(YearMonth month) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#tenant = :tenant AND begins_with(#item, :prefix)")
                .expressionAttributeNames(Map.of("#tenant", ShardItem.TENANT, "#item", ShardItem.ITEM))
                .expressionAttributeValues(Map.of(
                        ":tenant", AttributeValue.fromS(partition(month)), ":prefix", AttributeValue.fromS(DELIVERY)))
                .build();
        return dynamo.queryPaginator(query).items().stream();
    }

    private static Map<String, AttributeValue> item(AlertDelivery delivery) {
        Map<String, AttributeValue> item = new HashMap<>(key(
                partition(month(delivery.created())),
                DELIVERY + delivery.id() + "#" + delivery.channel().name()));
        item.put("id", AttributeValue.fromS(delivery.id()));
        item.put("owner", AttributeValue.fromS(delivery.tenant().value()));
        item.put("channel", AttributeValue.fromS(delivery.channel().name()));
        item.put("body", AttributeValue.fromS(delivery.body()));
        item.put("created", AttributeValue.fromS(delivery.created().toString()));
        item.put("attempts", AttributeValue.fromN(Integer.toString(delivery.attempts())));
        item.put("next", AttributeValue.fromS(delivery.next().toString()));
        item.put("state", AttributeValue.fromS(delivery.state().name()));
        item.put("error", AttributeValue.fromS(delivery.lastError()));
        return item;
    }

    private static AlertDelivery delivery(Map<String, AttributeValue> item) {
        return new AlertDelivery(
                text(item, "id"),
                new TenantId(text(item, "owner")),
                AlertDelivery.Channel.valueOf(text(item, "channel")),
                text(item, "body"),
                Instant.parse(text(item, "created")),
                Integer.parseInt(ShardItem.value(item, "attempts").n()),
                Instant.parse(text(item, "next")),
                AlertDelivery.State.valueOf(text(item, "state")),
                text(item, "error"));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return ShardItem.value(item, name).s();
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atZone(ZoneOffset.UTC));
    }

    private static String partition(YearMonth month) {
        return "#alerts#" + month;
    }

    private static Map<String, AttributeValue> key(String tenant, String item) {
        return Map.of(ShardItem.TENANT, AttributeValue.fromS(tenant), ShardItem.ITEM, AttributeValue.fromS(item));
    }

    private static <T> T answered(Supplier<T> request) {
        return AwsRequests.call("alerts cannot be stored or read at the moment", request);
    }
}
