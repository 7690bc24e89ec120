package farebox.batch.dynamo;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.batch.Batch;
import farebox.batch.BatchId;
import farebox.batch.BatchRecords;
import farebox.batch.BatchStatus;
import farebox.batch.RequestCounts;
import farebox.batch.Sequencer;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Batches in a table with the keys {@code tenant} and {@code id}. The counts of chunks are a map of their own in the
 * item, since chunks end at the same time as others.
 */
public final class DynamoBatchRecords implements BatchRecords {
    private static final String TENANT = "tenant";
    private static final String ID = "id";
    private static final String STATUS = "status";
    private static final String DOCUMENT = "document";
    private static final String CHUNKS = "chunks";
    private static final String COMPLETED = "completed";
    private static final String FAILED = "failed";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String SEQUENCER = "sequencer";
    private static final String BATCH = "batch";

    /** How long a batch can be looked up after its window. */
    private static final Duration RETENTION = Duration.ofDays(90);

    private final BatchDocument document = new BatchDocument();
    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoBatchRecords(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static DynamoBatchRecords connect(String table) {
        return new DynamoBatchRecords(AwsClients.build(DynamoDbClient.builder()), table);
    }

    @Override
    public boolean add(Batch batch) {
        Map<String, AttributeValue> item = new TreeMap<>(key(batch.tenant(), batch.id()));
        item.put(STATUS, AttributeValue.fromS(batch.status().wireName()));
        item.put(DOCUMENT, AttributeValue.fromS(document.write(batch)));
        item.put(CHUNKS, AttributeValue.fromM(Map.of()));
        item.put(EXPIRES_AT, expiry(batch));
        return stored(() -> dynamo.putItem(put -> put.tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(#id)")
                .expressionAttributeNames(Map.of("#id", ID))));
    }

    @Override
    public Optional<Batch> find(TenantId tenant, BatchId id) {
        Map<String, AttributeValue> item = item(tenant, id);
        return item.isEmpty() ? Optional.empty() : Optional.of(batch(item));
    }

    @Override
    public boolean replace(Batch changed, BatchStatus expected) {
        UpdateItemRequest update = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(changed.tenant(), changed.id()))
                .updateExpression("SET #status = :status, #document = :document")
                .conditionExpression("#status = :expected")
                .expressionAttributeNames(Map.of("#status", STATUS, "#document", DOCUMENT))
                .expressionAttributeValues(Map.of(
                        ":status", AttributeValue.fromS(changed.status().wireName()),
                        ":document", AttributeValue.fromS(document.write(changed)),
                        ":expected", AttributeValue.fromS(expected.wireName())))
                .build();
        return stored(() -> dynamo.updateItem(update));
    }

    @Override
    public void chunkDone(Batch batch, int chunk, RequestCounts counts) {
        UpdateItemRequest update = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(batch.tenant(), batch.id()))
                .updateExpression("SET #chunks.#chunk = :counts")
                .expressionAttributeNames(Map.of("#chunks", CHUNKS, "#chunk", "c" + chunk))
                .expressionAttributeValues(Map.of(
                        ":counts",
                        AttributeValue.fromM(Map.of(
                                COMPLETED, AttributeValue.fromN(Integer.toString(counts.completed())),
                                FAILED, AttributeValue.fromN(Integer.toString(counts.failed()))))))
                .build();
        call(() -> dynamo.updateItem(update));
    }

    @Override
    public Set<Integer> doneChunks(TenantId tenant, BatchId id) {
        Map<String, AttributeValue> item = item(tenant, id);
        return item.isEmpty()
                ? Set.of()
                : value(item, CHUNKS).m().keySet().stream()
                        .map(name -> Integer.valueOf(name.substring(1)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Batch> list(TenantId tenant, Optional<BatchId> after, int limit) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .keyConditionExpression("#tenant = :tenant AND #id < :after")
                .expressionAttributeNames(Map.of("#tenant", TENANT, "#id", ID))
                .expressionAttributeValues(Map.of(
                        ":tenant", AttributeValue.fromS(tenant.value()),
                        ":after", AttributeValue.fromS(after.map(BatchId::value).orElse("batch_f"))))
                .build();
        return call(() -> dynamo.queryPaginator(query).items().stream()
                .limit(limit)
                .map(this::batch)
                .toList());
    }

    @Override
    public void noteUpload(Batch batch, String key, Sequencer sequencer) {
        UpdateItemRequest update = UpdateItemRequest.builder()
                .tableName(table)
                .key(uploadKey(batch.tenant(), key))
                .updateExpression("SET #sequencer = :sequencer, #batch = :batch, #expiresAt = :expiresAt")
                .conditionExpression("attribute_not_exists(#sequencer) OR #sequencer <= :sequencer")
                .expressionAttributeNames(Map.of("#sequencer", SEQUENCER, "#batch", BATCH, "#expiresAt", EXPIRES_AT))
                .expressionAttributeValues(Map.of(
                        ":sequencer", AttributeValue.fromS(sequencer.sortable()),
                        ":batch", AttributeValue.fromS(batch.id().value()),
                        ":expiresAt", expiry(batch)))
                .build();
        boolean _ = stored(() -> dynamo.updateItem(update));
    }

    @Override
    public Optional<BatchId> newestOf(TenantId tenant, String key) {
        return Optional.ofNullable(item(uploadKey(tenant, key)).get(BATCH)).map(batch -> new BatchId(batch.s()));
    }

    /** Behind all batches in the order of the table. */
    private static Map<String, AttributeValue> uploadKey(TenantId tenant, String key) {
        String id = "upload_" + Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex();
        return Map.of(TENANT, AttributeValue.fromS(tenant.value()), ID, AttributeValue.fromS(id));
    }

    private static AttributeValue expiry(Batch batch) {
        return AttributeValue.fromN(
                Long.toString(batch.expires().plus(RETENTION).getEpochSecond()));
    }

    private Map<String, AttributeValue> item(TenantId tenant, BatchId id) {
        return item(key(tenant, id));
    }

    private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        return call(() -> dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                .item());
    }

    private Batch batch(Map<String, AttributeValue> item) {
        TenantId tenant = new TenantId(value(item, TENANT).s());
        RequestCounts counts = value(item, CHUNKS).m().values().stream()
                .map(chunk -> new RequestCounts(0, number(chunk.m(), COMPLETED), number(chunk.m(), FAILED)))
                .reduce(RequestCounts.NONE, RequestCounts::plus);
        return document.read(
                        tenant,
                        new BatchId(value(item, ID).s()),
                        value(item, DOCUMENT).s())
                .counting(counts);
    }

    private static int number(Map<String, AttributeValue> counts, String name) {
        return Integer.parseInt(value(counts, name).n());
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .orElseThrow(() -> new DataCorrupted("the record of a batch has no " + name));
    }

    private static Map<String, AttributeValue> key(TenantId tenant, BatchId id) {
        return Map.of(TENANT, AttributeValue.fromS(tenant.value()), ID, AttributeValue.fromS(id.value()));
    }

    private static boolean stored(Supplier<?> write) {
        return call(() -> {
            try {
                Object _ = write.get();
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    private static <T> T call(Supplier<T> request) {
        return AwsRequests.call("batches cannot be stored or read at the moment", request);
    }
}
