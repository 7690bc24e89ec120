package farebox.billing.dynamo;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;
import software.amazon.awssdk.services.dynamodb.paginators.ScanIterable;

/**
 * One table that understands exactly the expressions that the adapters of this module write; the end-to-end tests run
 * the same contract against a store that understands them all.
 */
final class FakeDynamo implements DynamoDbClient {
    private final TreeMap<String, Map<String, AttributeValue>> items = new TreeMap<>();
    private boolean losesAcknowledgements;
    private boolean failing;
    private int writes;

    void loseAcknowledgementsOnce() {
        losesAcknowledgements = true;
    }

    void failFromNowOn() {
        failing = true;
    }

    int writes() {
        return writes;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest put) {
        requireWorking();
        if (put.conditionExpression() != null && items.containsKey(key(put.item()))) {
            throw ConditionalCheckFailedException.builder().build();
        }
        items.put(key(put.item()), put.item());
        return PutItemResponse.builder().build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest get) {
        requireWorking();
        return GetItemResponse.builder().item(items.get(key(get.key()))).build();
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest update) {
        requireWorking();
        writes++;
        Map<String, AttributeValue> item = items.get(key(update.key()));
        if (!allows(update.conditionExpression(), item, update)) {
            throw ConditionalCheckFailedException.builder()
                    .item(item == null ? Map.of() : item)
                    .build();
        }
        items.put(key(update.key()), apply(update, item));
        if (losesAcknowledgements) {
            losesAcknowledgements = false;
            return updateItem(update);
        }
        return UpdateItemResponse.builder().build();
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        requireWorking();
        List<CancellationReason> reasons =
                request.transactItems().stream().map(this::check).toList();
        if (reasons.stream().anyMatch(reason -> !"None".equals(reason.code()))) {
            throw TransactionCanceledException.builder()
                    .cancellationReasons(reasons)
                    .build();
        }
        request.transactItems().forEach(this::write);
        return TransactWriteItemsResponse.builder().build();
    }

    private CancellationReason check(TransactWriteItem write) {
        boolean met = write.put() != null ? !items.containsKey(key(write.put().item())) : allows(write.update());
        return CancellationReason.builder()
                .code(met ? "None" : "ConditionalCheckFailed")
                .build();
    }

    private boolean allows(Update update) {
        Map<String, AttributeValue> item = items.getOrDefault(key(update.key()), Map.of());
        Map<String, AttributeValue> values = update.expressionAttributeValues();
        return switch (update.conditionExpression()) {
            case "#currency = :currency" -> get(values, ":currency").equals(item.get("currency"));
            case "#last = :before OR (attribute_not_exists(#last) AND :before = :none)" ->
                get(values, ":before").equals(item.getOrDefault("last", AttributeValue.fromN("0")));
            default -> throw new IllegalArgumentException("not understood: " + update.conditionExpression());
        };
    }

    private void write(TransactWriteItem write) {
        if (write.put() != null) {
            items.put(key(write.put().item()), write.put().item());
            return;
        }
        Update update = write.update();
        Map<String, AttributeValue> old = items.getOrDefault(key(update.key()), update.key());
        Map<String, AttributeValue> values = update.expressionAttributeValues();
        items.put(
                key(update.key()),
                switch (update.updateExpression()) {
                    case "SET #available = #available + :amount" ->
                        with(old, "available", number(old, "available").add(value(values, ":amount")));
                    case "SET #last = :next" -> with(old, "last", value(values, ":next"));
                    default -> throw new IllegalArgumentException("not understood: " + update.updateExpression());
                });
    }

    @Override
    public QueryResponse query(QueryRequest query) {
        requireWorking();
        Map<String, AttributeValue> values = query.expressionAttributeValues();
        if (query.keyConditionExpression().equals("#tenant = :tenant AND #item BETWEEN :first AND :last")) {
            String partition = get(values, ":tenant").s() + "|";
            return QueryResponse.builder()
                    .items(items.subMap(
                                    partition + get(values, ":first").s(),
                                    true,
                                    partition + get(values, ":last").s(),
                                    true)
                            .values())
                    .build();
        }
        String prefix = get(values, ":tenant").s() + "|"
                + get(values, values.containsKey(":shards") ? ":shards" : ":prefix")
                        .s();
        return QueryResponse.builder()
                .items(items.subMap(prefix, prefix + Character.MAX_VALUE).values())
                .build();
    }

    @Override
    public QueryIterable queryPaginator(QueryRequest query) {
        return new QueryIterable(this, query);
    }

    @Override
    public ScanResponse scan(ScanRequest scan) {
        requireWorking();
        List<Map<String, AttributeValue>> found =
                items.values().stream().filter(item -> wanted(scan, item)).toList();
        return ScanResponse.builder().items(found).build();
    }

    private static boolean wanted(ScanRequest scan, Map<String, AttributeValue> item) {
        String name = get(item, "item").s();
        return switch (scan.filterExpression()) {
            case "begins_with(#item, :shards) AND size(#holds) > :none" ->
                name.startsWith("shard#") && !get(item, "holds").m().isEmpty();
            case "begins_with(#item, :prefix) AND attribute_exists(#json)" ->
                name.startsWith(get(scan.expressionAttributeValues(), ":prefix").s()) && item.containsKey("json");
            default -> throw new IllegalArgumentException("not understood: " + scan.filterExpression());
        };
    }

    @Override
    public ScanIterable scanPaginator(ScanRequest scan) {
        return new ScanIterable(this, scan);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        items.clear();
    }

    private static boolean allows(
            String condition, @Nullable Map<String, AttributeValue> item, UpdateItemRequest update) {
        Map<String, AttributeValue> values = update.expressionAttributeValues();
        AttributeValue hold = item == null ? null : get(item, "holds").m().get(id(update));
        return item != null
                && switch (condition) {
                    case "#available >= :amount AND attribute_not_exists(#holds.#id)" ->
                        number(item, "available").compareTo(value(values, ":amount")) >= 0 && hold == null;
                    case "#available >= :extra AND #holds.#id = :hold" ->
                        number(item, "available").compareTo(value(values, ":extra")) >= 0
                                && get(values, ":hold").equals(hold);
                    case "#holds.#id = :hold" -> get(values, ":hold").equals(hold);
                    default -> throw new IllegalArgumentException("not understood: " + condition);
                };
    }

    private static Map<String, AttributeValue> apply(
            UpdateItemRequest update, @Nullable Map<String, AttributeValue> item) {
        Map<String, AttributeValue> values = update.expressionAttributeValues();
        Map<String, AttributeValue> old = item == null ? Map.of() : item;
        BigInteger available = number(old, "available");
        return switch (update.updateExpression()) {
            case "SET #available = #available - :amount, #holds.#id = :hold" ->
                withHold(
                        with(old, "available", available.subtract(value(values, ":amount"))),
                        id(update),
                        get(values, ":hold"));
            case "SET #available = #available - :extra, #holds.#id = :extended" ->
                withHold(
                        with(old, "available", available.subtract(value(values, ":extra"))),
                        id(update),
                        get(values, ":extended"));
            case "SET #available = #available + :refund, #spent = #spent + :actual REMOVE #holds.#id" ->
                withHold(
                        with(
                                with(old, "available", available.add(value(values, ":refund"))),
                                "spent",
                                number(old, "spent").add(value(values, ":actual"))),
                        id(update),
                        null);
            default -> throw new IllegalArgumentException("not understood: " + update.updateExpression());
        };
    }

    private static Map<String, AttributeValue> with(Map<String, AttributeValue> item, String name, BigInteger number) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, AttributeValue.fromN(number.toString()));
        return changed;
    }

    private static Map<String, AttributeValue> withHold(
            Map<String, AttributeValue> item, String id, @Nullable AttributeValue hold) {
        Map<String, AttributeValue> holds = new HashMap<>(get(item, "holds").m());
        if (hold == null) {
            holds.remove(id);
        } else {
            holds.put(id, hold);
        }
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put("holds", AttributeValue.fromM(holds));
        return changed;
    }

    private static String id(UpdateItemRequest update) {
        return Objects.requireNonNull(update.expressionAttributeNames().get("#id"));
    }

    private static BigInteger number(Map<String, AttributeValue> item, String name) {
        return new BigInteger(get(item, name).n());
    }

    private static BigInteger value(Map<String, AttributeValue> values, String name) {
        return new BigInteger(get(values, name).n());
    }

    private void requireWorking() {
        if (failing) {
            throw SdkClientException.create("no connection");
        }
    }

    private static String key(Map<String, AttributeValue> item) {
        return get(item, "tenant").s() + "|" + get(item, "item").s();
    }

    private static AttributeValue get(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }
}
