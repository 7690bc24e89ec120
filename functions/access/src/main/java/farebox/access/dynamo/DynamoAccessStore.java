package farebox.access.dynamo;

import farebox.access.AccessStore;
import farebox.access.StoredKey;
import farebox.access.Tenant;
import farebox.access.TenantKeys;
import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Tenants and keys in DynamoDB. Every read is consistent. Every write is a transaction, even of one item: the SDK gives
 * it a token, so that a retry after a lost acknowledgement is not mistaken for somebody else's change.
 */
public final class DynamoAccessStore implements AccessStore {
    private static final String NEW = "attribute_not_exists(id)";

    private final DynamoDbClient client;
    private final String table;

    public DynamoAccessStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** In the environment of a function. */
    public static DynamoAccessStore connect(String table) {
        return new DynamoAccessStore(AwsClients.build(DynamoDbClient.builder()), table);
    }

    @Override
    public boolean add(Tenant tenant) {
        return written(List.of(put(TenantKeysItem.item(TenantKeys.of(tenant)), NEW, Map.of())));
    }

    @Override
    public Optional<TenantKeys> ring(TenantId tenant) {
        return item(TenantKeysItem.id(tenant)).map(TenantKeysItem::ring);
    }

    @Override
    public Optional<TenantKeys> ringOf(KeyId key) {
        return item(TenantKeysItem.id(key))
                .map(TenantKeysItem::pointedAt)
                .flatMap(this::ring)
                .filter(keys -> keys.key(key).isPresent());
    }

    @Override
    public List<Tenant> tenants() {
        return asked(() -> client
                .scanPaginator(scan -> scan.tableName(table)
                        .consistentRead(true)
                        .filterExpression("begins_with(id, :prefix)")
                        .expressionAttributeValues(
                                Map.of(":prefix", AttributeValue.fromS(TenantKeysItem.TENANT_PREFIX))))
                .items()
                .stream()
                .map(TenantKeysItem::ring)
                .map(TenantKeys::tenant)
                .sorted(Comparator.comparing(Tenant::id))
                .toList());
    }

    @Override
    public boolean replace(TenantKeys read, TenantKeys changed) {
        List<TransactWriteItem> writes = new ArrayList<>();
        TenantKeys next =
                new TenantKeys(changed.tenant(), changed.keys(), read.revision().next());
        AttributeValue revision =
                AttributeValue.fromN(Long.toString(read.revision().number()));
        writes.add(put(TenantKeysItem.item(next), "revision = :read", Map.of(":read", revision)));
        missing(changed, read)
                .map(key -> put(TenantKeysItem.pointer(key), NEW, Map.of()))
                .forEach(writes::add);
        missing(read, changed).map(this::deletePointer).forEach(writes::add);
        return written(writes);
    }

    /** The keys of the one ring that are not on the other. */
    private static Stream<StoredKey> missing(TenantKeys of, TenantKeys on) {
        return of.keys().stream().filter(key -> on.key(key.id()).isEmpty());
    }

    private Optional<Map<String, AttributeValue>> item(String id) {
        return asked(() -> Optional.of(
                        client.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true))
                                .item())
                .filter(item -> !item.isEmpty()));
    }

    private boolean written(List<TransactWriteItem> writes) {
        return asked(() -> {
            try {
                client.transactWriteItems(transaction -> transaction.transactItems(writes));
                return true;
            } catch (TransactionCanceledException e) {
                if (e.cancellationReasons().stream().anyMatch(DynamoAccessStore::isOthersChange)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static boolean isOthersChange(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code()) || "TransactionConflict".equals(reason.code());
    }

    private TransactWriteItem put(
            Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        Put.Builder put = Put.builder().tableName(table).item(item).conditionExpression(condition);
        return TransactWriteItem.builder()
                .put(
                        values.isEmpty()
                                ? put.build()
                                : put.expressionAttributeValues(values).build())
                .build();
    }

    private TransactWriteItem deletePointer(StoredKey forgotten) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table).key(key(TenantKeysItem.id(forgotten.id()))))
                .build();
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of(TenantKeysItem.ID, AttributeValue.fromS(id));
    }

    private static <T> T asked(Supplier<T> call) {
        return AwsRequests.call("the store of keys did not answer; try again", call);
    }
}
