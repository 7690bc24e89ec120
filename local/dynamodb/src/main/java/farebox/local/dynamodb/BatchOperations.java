package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.expression.Projection;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ItemJson;
import farebox.local.dynamodb.value.ValueReader;
import farebox.local.store.LocalStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** BatchGetItem and BatchWriteItem; nothing is ever left unprocessed here. */
final class BatchOperations {
    private static final int MAX_READS = 100;
    private static final int MAX_WRITES = 25;
    private static final String DUPLICATES = "Provided list of item keys contains duplicates";
    private static final String ITEMS = "RequestItems";

    private final LocalStore store;
    private final OpenTables tables;
    private final InstantSource clock;

    BatchOperations(LocalStore store, OpenTables tables, InstantSource clock) {
        this.store = store;
        this.tables = tables;
        this.clock = clock;
    }

    Map<String, AwsOperation> all() {
        return Map.of("BatchGetItem", this::get, "BatchWriteItem", this::write);
    }

    private ObjectNode get(RequestParameters request) {
        request.supporting("BatchGetItem", Set.of(ITEMS, Capacity.PARAMETER));
        String mode = Capacity.mode(request);
        List<Reads> reads = new ArrayList<>();
        byTable(request).forEach((name, part) -> reads.add(reads(name, RequestParameters.asStructure(part))));
        if (reads.stream().mapToInt(read -> read.keys.size()).sum() > MAX_READS) {
            throw AwsServiceException.validation("Too many items requested for the BatchGetItem call");
        }
        List<List<Item>> found =
                store.run(writeBatch -> reads.stream().map(Reads::run).toList());
        ObjectNode answer = AwsJsonEndpoint.object();
        ObjectNode responses = answer.putObject("Responses");
        List<Capacity> capacities = new ArrayList<>();
        for (int at = 0; at < reads.size(); at++) {
            Reads read = reads.get(at);
            ArrayNode items = responses.putArray(read.table.name());
            found.get(at)
                    .forEach(item -> items.add(ItemJson.of(
                            read.projection.map(parts -> parts.of(item)).orElse(item))));
            capacities.add(read.capacity(found.get(at)));
        }
        answer.putObject("UnprocessedKeys");
        addCapacities(answer, capacities, mode);
        return answer;
    }

    private ObjectNode write(RequestParameters request) {
        request.supporting("BatchWriteItem", Set.of(ITEMS, Capacity.PARAMETER, "ReturnItemCollectionMetrics"));
        String mode = Capacity.mode(request);
        List<WriteRequest> intents = intents(request);
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        store.run(writeBatch -> {
            ItemWriter itemWriter = new ItemWriter(writeBatch, clock.instant(), false);
            for (WriteRequest writeRequest : intents) {
                OpenTable table = writeRequest.table();
                table.refuseIfDropped();
                Optional<Item> old = table.find(writeRequest.key());
                itemWriter.write(
                        table,
                        new Transition(writeRequest.key(), old, writeRequest.result(old)),
                        capacities.computeIfAbsent(table.name(), name -> new Capacity(name, Capacity.Kind.PLAIN)));
            }
            return intents.size();
        });
        ObjectNode answer = AwsJsonEndpoint.object();
        answer.putObject("UnprocessedItems");
        addCapacities(answer, List.copyOf(capacities.values()), mode);
        return answer;
    }

    static void addCapacities(ObjectNode answer, List<Capacity> capacities, String mode) {
        if (!mode.equals("NONE")) {
            ArrayNode consumed = answer.putArray("ConsumedCapacity");
            capacities.forEach(capacity -> capacity.json(mode).ifPresent(consumed::add));
        }
    }

    private List<WriteRequest> intents(RequestParameters request) {
        List<WriteRequest> intents = new ArrayList<>();
        Keys seen = new Keys();
        byTable(request).forEach((name, part) -> {
            RequestParameters writes =
                    new RequestParameters(AwsJsonEndpoint.object().set(ITEMS, part));
            OpenTable table = tables.require(TableNames.valid("TableName", name));
            for (RequestParameters single : writes.structures(ITEMS)) {
                WriteRequest writeRequest = BatchWrite.intent(table, single);
                if (!seen.add(table, writeRequest.key())) {
                    throw AwsServiceException.validation(DUPLICATES);
                }
                intents.add(writeRequest);
            }
        });
        if (intents.isEmpty() || intents.size() > MAX_WRITES) {
            throw AwsServiceException.validation(
                    intents.isEmpty()
                            ? "The batch write request list for a table cannot be null or empty"
                            : "Too many items requested for the BatchWriteItem call");
        }
        return intents;
    }

    private Reads reads(String name, RequestParameters part) {
        part.supporting(
                "BatchGetItem", Set.of("Keys", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"));
        Optional<Projection> projection = ItemOperations.projection(part);
        OpenTable table = tables.require(TableNames.valid("TableName", name));
        List<byte[]> keys = new ArrayList<>();
        Keys seen = new Keys();
        for (RequestParameters given : part.structures("Keys")) {
            Item key = ValueReader.item(given.json());
            KeyCheck.key(key, table.keys());
            keys.add(table.key(key));
            if (!seen.add(table, keys.getLast())) {
                throw AwsServiceException.validation(DUPLICATES);
            }
        }
        return new Reads(table, keys, projection, part.flag("ConsistentRead", false));
    }

    private static Map<String, JsonNode> byTable(RequestParameters request) {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        request.requiredStructure(ITEMS)
                .json()
                .properties()
                .forEach(entry -> parts.put(entry.getKey(), entry.getValue()));
        if (parts.isEmpty()) {
            throw RequestParameters.constraint("{}", ITEMS, "Member must have length greater than or equal to 1");
        }
        return parts;
    }

    /** What is to be read from one table. */
    private record Reads(OpenTable table, List<byte[]> keys, Optional<Projection> projection, boolean consistent) {
        List<Item> run() {
            table.refuseIfDropped();
            return keys.stream().map(table::find).flatMap(Optional::stream).toList();
        }

        Capacity capacity(List<Item> found) {
            Capacity capacity = new Capacity(table.name(), Capacity.Kind.PLAIN);
            found.forEach(item -> capacity.add(Capacity.readUnits(item.size(), consistent)));
            for (int missing = found.size(); missing < keys.size(); missing++) {
                capacity.add(Capacity.readUnits(0, consistent));
            }
            return capacity;
        }
    }
}
