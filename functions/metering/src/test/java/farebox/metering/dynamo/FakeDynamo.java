package farebox.metering.dynamo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * One table that understands exactly the expressions which the adapters here write; the end-to-end tests run the same
 * contracts against a store that understands them all. A query answers two items a page.
 */
final class FakeDynamo implements DynamoDbClient {
    private static final int PAGE = 2;

    private final List<String> keyNames;
    private final TreeMap<String, Map<String, AttributeValue>> items = new TreeMap<>();
    private boolean failing;
    private int writes;

    FakeDynamo(String... keyNames) {
        this.keyNames = List.of(keyNames);
    }

    void failFromNowOn() {
        failing = true;
    }

    int writes() {
        return writes;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest put) {
        String key = key(put.item());
        requireCondition(put.conditionExpression(), key, put.expressionAttributeValues());
        items.put(key, put.item());
        return PutItemResponse.builder().build();
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest delete) {
        String key = key(delete.key());
        requireCondition(delete.conditionExpression(), key, delete.expressionAttributeValues());
        items.remove(key);
        return DeleteItemResponse.builder().build();
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest update) {
        String key = key(update.key());
        requireCondition(update.conditionExpression(), key, update.expressionAttributeValues());
        Map<String, AttributeValue> item = new HashMap<>(items.getOrDefault(key, update.key()));
        String[] clauses = update.updateExpression().split("SET | ADD ", -1);
        for (String assignment : clauses[1].split(", ", -1)) {
            String name = assignment.substring(1, assignment.indexOf(' '));
            item.put(name, update.expressionAttributeValues().get(":" + name));
        }
        for (String addition : clauses.length > 2 ? clauses[2].split(", ", -1) : new String[0]) {
            String name = addition.substring(1, addition.indexOf(' '));
            item.merge(name, update.expressionAttributeValues().get(":" + name), FakeDynamo::plus);
        }
        items.put(key, item);
        return UpdateItemResponse.builder().build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest get) {
        requireWorking();
        Map<String, AttributeValue> item = items.get(key(get.key()));
        return item == null
                ? GetItemResponse.builder().build()
                : GetItemResponse.builder().item(item).build();
    }

    @Override
    public QueryResponse query(QueryRequest query) {
        requireWorking();
        Map<String, AttributeValue> values = query.expressionAttributeValues();
        String series = text(values, ":series") + "|";
        String from = query.hasExclusiveStartKey() ? key(query.exclusiveStartKey()) : series + text(values, ":from");
        List<Map<String, AttributeValue>> found =
                new ArrayList<>(items.subMap(from, !query.hasExclusiveStartKey(), series + text(values, ":to"), true)
                        .values());
        List<Map<String, AttributeValue>> page = found.subList(0, Math.min(PAGE, found.size()));
        QueryResponse.Builder answer = QueryResponse.builder().items(page);
        if (page.size() < found.size()) {
            answer.lastEvaluatedKey(Map.of(
                    "series",
                    page.getLast().get("series"),
                    "slot",
                    page.getLast().get("slot")));
        }
        return answer.build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        items.clear();
    }

    private void requireCondition(@Nullable String condition, String key, Map<String, AttributeValue> values) {
        requireWorking();
        writes++;
        Map<String, AttributeValue> old = items.get(key);
        if (condition != null && !met(condition, values).test(old == null ? Map.of() : old)) {
            throw ConditionalCheckFailedException.builder()
                    .item(old == null ? Map.of() : old)
                    .build();
        }
    }

    private static Predicate<Map<String, AttributeValue>> met(String condition, Map<String, AttributeValue> values) {
        return switch (condition) {
            case "attribute_not_exists(#id)" -> Map::isEmpty;
            case "attribute_not_exists(#id) OR #expires < :now" ->
                old -> old.isEmpty() || Long.parseLong(text(old, "expires")) < Long.parseLong(text(values, ":now"));
            case "#attempt = :attempt" ->
                old -> !old.isEmpty() && text(old, "attempt").equals(text(values, ":attempt"));
            case "attribute_not_exists(#newest) OR #newest < :first" ->
                old -> old.isEmpty() || text(old, "newest").compareTo(text(values, ":first")) < 0;
            default -> throw new IllegalArgumentException("not understood: " + condition);
        };
    }

    private void requireWorking() throws AwsServiceException {
        if (failing) {
            throw DynamoDbException.builder().message("internal server error").build();
        }
    }

    private String key(Map<String, AttributeValue> item) {
        return String.join("|", keyNames.stream().map(name -> text(item, name)).toList());
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Attributes.texts(item).apply(name).orElseThrow();
    }

    private static AttributeValue plus(AttributeValue a, AttributeValue b) {
        return AttributeValue.fromN(
                new BigDecimal(a.n()).add(new BigDecimal(b.n())).toPlainString());
    }
}
