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
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;
import software.amazon.awssdk.services.dynamodb.paginators.ScanIterable;

/**
 * One table that understands exactly the expressions that the adapter of balances writes; the end-to-end tests run the
 * same contract against a store that understands them all.
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
        if (items.putIfAbsent(key(put.item()), put.item()) != null) {
            throw ConditionalCheckFailedException.builder().build();
        }
        return PutItemResponse.builder().build();
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
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest both) {
        requireWorking();
        Map<String, AttributeValue> once = both.transactItems().getFirst().put().item();
        var add = both.transactItems().getLast().update();
        Map<String, AttributeValue> item = items.get(key(add.key()));
        boolean sameCurrency =
                item != null && get(item, "currency").equals(get(add.expressionAttributeValues(), ":currency"));
        if (items.containsKey(key(once)) || item == null || !sameCurrency) {
            throw TransactionCanceledException.builder()
                    .cancellationReasons(reason(!items.containsKey(key(once))), reason(sameCurrency))
                    .build();
        }
        items.put(key(once), once);
        items.put(
                key(add.key()),
                with(
                        item,
                        "available",
                        number(item, "available").add(value(add.expressionAttributeValues(), ":amount"))));
        return TransactWriteItemsResponse.builder().build();
    }

    @Override
    public QueryResponse query(QueryRequest query) {
        requireWorking();
        String prefix = get(query.expressionAttributeValues(), ":tenant").s() + "|"
                + get(query.expressionAttributeValues(), ":shards").s();
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
        List<Map<String, AttributeValue>> found = items.values().stream()
                .filter(item -> get(item, "item").s().startsWith("shard#")
                        && !get(item, "holds").m().isEmpty())
                .toList();
        return ScanResponse.builder().items(found).build();
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

    private static CancellationReason reason(boolean met) {
        return CancellationReason.builder()
                .code(met ? "None" : "ConditionalCheckFailed")
                .build();
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
