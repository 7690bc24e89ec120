package farebox.local.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** One of the two: sends requests, and says what came of them in the answer and in the tables' streams. */
final class DynamoSide implements AutoCloseable {
    private static final NormalForm FORM =
            new NormalForm(Set.of("ConsumedCapacity", "Message", "message", "ResponseMetadata"));

    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;
    private final Map<String, String> iterators = new HashMap<>();

    DynamoSide(URI endpoint) {
        this.tables = LocalStackAddress.client(DynamoDbClient.builder(), endpoint);
        this.streams = LocalStackAddress.client(DynamoDbStreamsClient.builder(), endpoint);
    }

    /** Makes a table, in place of one that an earlier run may have left. */
    void create(CreateTableRequest table) {
        if (tables.listTables().tableNames().contains(table.tableName())) {
            drop(table.tableName());
        }
        String stream = tables.createTable(table).tableDescription().latestStreamArn();
        String shard = streams.describeStream(describe -> describe.streamArn(stream))
                .streamDescription()
                .shards()
                .getFirst()
                .shardId();
        iterators.put(
                table.tableName(),
                streams.getShardIterator(get ->
                                get.streamArn(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator());
    }

    void drop(String table) {
        tables.deleteTable(delete -> delete.tableName(table));
    }

    /** A member {@code Records} holds what the request put into the streams. */
    Outcome run(DynamoDbRequest request) {
        Outcome outcome = answer(request);
        return isRead(request) ? outcome : outcome.with("Records", records(request.toString()));
    }

    /** Every item of a table, by its key. */
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items(String table, List<String> keys) {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
        tables.scanPaginator(scan -> scan.tableName(table)).items().forEach(item -> {
            Map<String, AttributeValue> key = new HashMap<>(item);
            key.keySet().retainAll(keys);
            items.put(key, item);
        });
        return items;
    }

    @Override
    public void close() {
        tables.close();
        streams.close();
    }

    private Outcome answer(DynamoDbRequest request) {
        try {
            return Outcome.answered(request instanceof ScanRequest scan ? scanned(scan) : FORM.of(send(request)));
        } catch (DynamoDbException e) {
            return new Outcome(
                    e.statusCode(),
                    Optional.ofNullable(e.awsErrorDetails().errorCode()).orElse("none"),
                    details(e));
        }
    }

    private DynamoDbResponse send(DynamoDbRequest request) {
        return switch (request) {
            case PutItemRequest put -> tables.putItem(put);
            case UpdateItemRequest update -> tables.updateItem(update);
            case DeleteItemRequest delete -> tables.deleteItem(delete);
            case GetItemRequest get -> tables.getItem(get);
            case QueryRequest query -> tables.query(query);
            case TransactWriteItemsRequest write -> tables.transactWriteItems(write);
            default -> throw new IllegalArgumentException("no such request is compared: " + request);
        };
    }

    /** A scan has no order, so only the sizes of its pages and all of its items can be compared. */
    private ObjectNode scanned(ScanRequest scan) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ArrayNode items = content.arrayNode();
        ArrayNode pages = content.putArray("ScannedCounts");
        for (ScanResponse page : tables.scanPaginator(scan)) {
            pages.add(page.scannedCount());
            items.addAll(FORM.of(page).withArray("Items"));
        }
        content.set("Items", NormalForm.sorted(items));
        return content;
    }

    private static ObjectNode details(DynamoDbException refusal) {
        return switch (refusal) {
            case ConditionalCheckFailedException failed -> FORM.of(failed);
            case TransactionCanceledException cancelled -> FORM.of(cancelled);
            default -> JsonNodeFactory.instance.objectNode();
        };
    }

    private static boolean isRead(DynamoDbRequest request) {
        return request instanceof GetItemRequest || request instanceof QueryRequest || request instanceof ScanRequest;
    }

    /**
     * New records of the tables in the request; those of one request are about items that differ, so their order is
     * free.
     */
    private JsonNode records(String request) {
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        iterators.replaceAll((table, iterator) -> {
            if (!request.contains(table)) {
                return iterator;
            }
            GetRecordsResponse page = streams.getRecords(get -> get.shardIterator(iterator));
            page.records().forEach(record -> found.add(form(table, record)));
            return page.nextShardIterator();
        });
        return NormalForm.sorted(found);
    }

    private static ObjectNode form(String table, Record record) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        form.put("Table", table).put("Event", record.eventNameAsString());
        form.setAll(new NormalForm(Set.of("ApproximateCreationDateTime", "SequenceNumber", "SizeBytes"))
                .of(record.dynamodb()));
        return form;
    }
}
