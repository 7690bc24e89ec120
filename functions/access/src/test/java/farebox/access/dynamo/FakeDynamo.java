package farebox.access.dynamo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * As much of DynamoDB as the store of keys asks for, one item a page. It refuses what it does not know, so that a new
 * expression of the adapter is noticed here first.
 */
final class FakeDynamo implements DynamoDbClient {
    private static final String NONE = "None";
    private static final String FAILED = "ConditionalCheckFailed";

    private final String table;
    private final SortedMap<String, Map<String, AttributeValue>> items = new TreeMap<>();
    private boolean silent;

    FakeDynamo(String table) {
        this.table = table;
    }

    void fallSilent() {
        silent = true;
    }

    /** Writes past every condition. */
    void put(Map<String, AttributeValue> item) {
        items.put(id(item), item);
    }

    @Override
    public GetItemResponse getItem(Consumer<GetItemRequest.Builder> request) {
        return getItem(GetItemRequest.builder().applyMutation(request).build());
    }

    @Override
    public synchronized GetItemResponse getItem(GetItemRequest request) {
        requireAnswering(request.tableName());
        if (!Boolean.TRUE.equals(request.consistentRead())) {
            throw new IllegalArgumentException("a key may be revoked: read consistently");
        }
        Map<String, AttributeValue> item = items.get(id(request.key()));
        return item == null
                ? GetItemResponse.builder().build()
                : GetItemResponse.builder().item(item).build();
    }

    @Override
    public synchronized TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        List<CancellationReason> reasons = new ArrayList<>();
        request.transactItems().forEach(write -> reasons.add(reason(write)));
        if (reasons.stream().anyMatch(reason -> reason.code().equals(FAILED))) {
            throw TransactionCanceledException.builder()
                    .message("Transaction cancelled")
                    .cancellationReasons(reasons)
                    .build();
        }
        request.transactItems().forEach(this::apply);
        return TransactWriteItemsResponse.builder().build();
    }

    @Override
    public synchronized ScanResponse scan(ScanRequest request) {
        requireAnswering(request.tableName());
        if (!request.filterExpression().equals("begins_with(id, :prefix)")) {
            throw new IllegalArgumentException(request.filterExpression());
        }
        String prefix = request.expressionAttributeValues()
                .getOrDefault(":prefix", text(""))
                .s();
        String after = request.hasExclusiveStartKey() ? id(request.exclusiveStartKey()) : "";
        SortedMap<String, Map<String, AttributeValue>> rest = items.tailMap(after + "\0");
        if (rest.isEmpty()) {
            return ScanResponse.builder().items(List.of()).build();
        }
        String next = rest.firstKey();
        return ScanResponse.builder()
                .items(next.startsWith(prefix) ? List.of(rest.get(next)) : List.of())
                .lastEvaluatedKey(Map.of("id", text(next)))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private CancellationReason reason(TransactWriteItem write) {
        Put put = write.put();
        if (put == null) {
            requireAnswering(write.delete().tableName());
            return CancellationReason.builder().code(NONE).build();
        }
        requireAnswering(put.tableName());
        return CancellationReason.builder().code(holds(put) ? NONE : FAILED).build();
    }

    private boolean holds(Put put) {
        Map<String, AttributeValue> there = items.get(id(put.item()));
        return switch (put.conditionExpression()) {
            case "attribute_not_exists(id)" -> there == null;
            case "revision = :read" ->
                there != null
                        && put.expressionAttributeValues()
                                .getOrDefault(":read", text(""))
                                .equals(there.get("revision"));
            default -> throw new IllegalArgumentException(put.conditionExpression());
        };
    }

    private void apply(TransactWriteItem write) {
        Delete delete = write.delete();
        if (delete == null) {
            items.put(id(write.put().item()), write.put().item());
        } else {
            items.remove(id(delete.key()));
        }
    }

    private void requireAnswering(String asked) {
        if (silent) {
            throw SdkClientException.create("Unable to execute HTTP request: connection refused");
        }
        if (!asked.equals(table)) {
            throw new IllegalArgumentException("there is no table " + asked);
        }
    }

    private static String id(Map<String, AttributeValue> item) {
        return item.getOrDefault("id", text("")).s();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
