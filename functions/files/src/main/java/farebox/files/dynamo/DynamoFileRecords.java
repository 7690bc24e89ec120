package farebox.files.dynamo;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.files.FileId;
import farebox.files.FileRecords;
import farebox.files.Purpose;
import farebox.files.StoredFile;
import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Records in a table with the keys {@code tenant} and {@code id}; ids sort by age, and so do the items of a tenant. */
public final class DynamoFileRecords implements FileRecords {
    private static final String TENANT = "tenant";
    private static final String ID = "id";
    private static final String PURPOSE = "purpose";
    private static final String FILENAME = "filename";
    private static final String BYTES = "bytes";
    private static final String CREATED = "created";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoFileRecords(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static DynamoFileRecords connect(String table) {
        return new DynamoFileRecords(AwsClients.build(DynamoDbClient.builder()), table);
    }

    @Override
    public void put(StoredFile file) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(key(file.tenant(), file.id()));
        item.put(PURPOSE, AttributeValue.fromS(file.purpose().wireName()));
        item.put(FILENAME, AttributeValue.fromS(file.filename()));
        item.put(BYTES, AttributeValue.fromN(Long.toString(file.size().bytes())));
        item.put(CREATED, AttributeValue.fromS(file.created().toString()));
        call(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    @Override
    public Optional<StoredFile> find(TenantId tenant, FileId id) {
        Map<String, AttributeValue> item = call(() -> dynamo.getItem(
                        get -> get.tableName(table).key(key(tenant, id)).consistentRead(true))
                .item());
        return item.isEmpty() ? Optional.empty() : Optional.of(file(item));
    }

    @Override
    public boolean delete(TenantId tenant, FileId id) {
        return call(() -> dynamo.deleteItem(
                        delete -> delete.tableName(table).key(key(tenant, id)).returnValues(ReturnValue.ALL_OLD))
                .hasAttributes());
    }

    @Override
    public List<StoredFile> list(TenantId tenant, Query query) {
        return call(() -> dynamo.queryPaginator(request(tenant, query)).items().stream()
                .map(DynamoFileRecords::file)
                .filter(file -> query.purpose().map(file.purpose()::equals).orElse(true))
                .limit(query.limit())
                .toList());
    }

    private QueryRequest request(TenantId tenant, Query query) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":tenant", AttributeValue.fromS(tenant.value()));
        query.after().ifPresent(after -> values.put(":after", AttributeValue.fromS(after.value())));
        Map<String, String> names = new HashMap<>(Map.of("#tenant", TENANT));
        query.after().ifPresent(_ -> names.put("#id", ID));
        String behind = query.newestFirst() ? " AND #id < :after" : " AND #id > :after";
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(!query.newestFirst())
                .keyConditionExpression("#tenant = :tenant" + (query.after().isPresent() ? behind : ""))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build();
    }

    private static StoredFile file(Map<String, AttributeValue> item) {
        return new StoredFile(
                new FileId(value(item, ID).s()),
                new TenantId(value(item, TENANT).s()),
                Purpose.named(value(item, PURPOSE).s()).orElseThrow(() -> corrupted(PURPOSE)),
                value(item, FILENAME).s(),
                new ByteCount(Long.parseLong(value(item, BYTES).n())),
                Instant.parse(value(item, CREATED).s()));
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).orElseThrow(() -> corrupted(name));
    }

    private static DataCorrupted corrupted(String attribute) {
        return new DataCorrupted("the record of a file has no valid " + attribute);
    }

    private static Map<String, AttributeValue> key(TenantId tenant, FileId id) {
        return Map.of(TENANT, AttributeValue.fromS(tenant.value()), ID, AttributeValue.fromS(id.value()));
    }

    private static <T> T call(Supplier<T> request) {
        return AwsRequests.call("files cannot be stored or read at the moment", request);
    }
}
