package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.expression.Placeholders;
import farebox.local.dynamodb.expression.Projection;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ItemJson;
import farebox.local.dynamodb.value.ValueReader;
import farebox.local.store.LocalStore;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** PutItem, UpdateItem, DeleteItem and GetItem. */
final class ItemOperations {
    private static final Set<String> GET = Set.of(
            "TableName",
            "Key",
            "ConsistentRead",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            Capacity.PARAMETER);
    private static final List<String> RETURN_VALUES =
            List.of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");

    private final LocalStore store;
    private final OpenTables tables;
    private final InstantSource clock;
    private final WriteRequestReader intents;

    ItemOperations(LocalStore store, OpenTables tables, InstantSource clock) {
        this.store = store;
        this.tables = tables;
        this.clock = clock;
        this.intents = new WriteRequestReader(tables);
    }

    Map<String, AwsOperation> all() {
        return Map.of(
                "PutItem", this::put, "UpdateItem", this::update, "DeleteItem", this::delete, "GetItem", this::get);
    }

    private ObjectNode put(RequestParameters request) {
        request.supporting("PutItem", with(WriteRequestReader.GUARDED, "Item"));
        return write(request, oldOrNothing(request), intents::put);
    }

    private ObjectNode delete(RequestParameters request) {
        request.supporting("DeleteItem", with(WriteRequestReader.GUARDED, "Key"));
        return write(request, oldOrNothing(request), intents::delete);
    }

    private ObjectNode update(RequestParameters request) {
        request.supporting("UpdateItem", with(WriteRequestReader.GUARDED, "Key", "UpdateExpression"));
        return write(request, returnValues(request), intents::update);
    }

    private ObjectNode get(RequestParameters request) {
        request.supporting("GetItem", GET);
        String name = TableNames.table(request);
        Item key = ValueReader.item(request.requiredStructure("Key").json());
        String mode = Capacity.mode(request);
        Optional<Projection> projection = projection(request);
        OpenTable table = tables.require(name);
        KeyCheck.key(key, table.keys());
        Optional<Item> item = store.run(writeBatch -> {
            table.refuseIfDropped();
            return table.find(table.key(key));
        });
        ObjectNode answer = AwsJsonEndpoint.object();
        item.map(found -> projection.map(parts -> parts.of(found)).orElse(found))
                .ifPresent(found -> answer.set("Item", ItemJson.of(found)));
        Capacity capacity = new Capacity(table.name(), Capacity.Kind.PLAIN);
        capacity.add(Capacity.readUnits(item.map(Item::size).orElse(0), request.flag("ConsistentRead", false)));
        capacity.json(mode).ifPresent(units -> answer.set("ConsumedCapacity", units));
        return answer;
    }

    /** The projection of a request that has no other expressions. */
    private static Optional<Projection> projection(RequestParameters request) {
        Placeholders placeholders = Expressions.placeholders(request, List.of());
        Optional<Projection> projection = request.text("ProjectionExpression")
                .map(source -> Expressions.in("ProjectionExpression", () -> Projection.parse(source, placeholders)));
        placeholders.refuseUnused();
        return projection;
    }

    private ObjectNode write(
            RequestParameters request, String returned, Function<RequestParameters, WriteRequest> reader) {
        String mode = Capacity.mode(request);
        WriteRequest writeRequest = reader.apply(request);
        Capacity capacity = new Capacity(writeRequest.table().name(), Capacity.Kind.PLAIN);
        Transition transition = store.run(writeBatch -> {
            writeRequest.table().refuseIfDropped();
            Optional<Item> old = writeRequest.table().find(writeRequest.key());
            Transition decided = new Transition(writeRequest.key(), old, writeRequest.result(old));
            new ItemWriter(writeBatch, clock.instant(), false).write(writeRequest.table(), decided, capacity);
            return decided;
        });
        ObjectNode answer = AwsJsonEndpoint.object();
        returned(returned, writeRequest, transition).ifPresent(item -> answer.set("Attributes", ItemJson.of(item)));
        capacity.json(mode).ifPresent(units -> answer.set("ConsumedCapacity", units));
        return answer;
    }

    private static Optional<Item> returned(String mode, WriteRequest writeRequest, Transition transition) {
        return switch (mode) {
            case "ALL_OLD" -> transition.before();
            case "ALL_NEW" -> transition.after();
            case "UPDATED_OLD" -> transition.before().flatMap(item -> touched(writeRequest, item));
            case "UPDATED_NEW" -> transition.after().flatMap(item -> touched(writeRequest, item));
            default -> Optional.empty();
        };
    }

    private static Optional<Item> touched(WriteRequest writeRequest, Item item) {
        return writeRequest instanceof WriteRequest.Change change
                ? change.update()
                        .map(update -> new Projection(update.paths()).of(item))
                        .filter(part -> !part.attributes().isEmpty())
                : Optional.empty();
    }

    private static String oldOrNothing(RequestParameters request) {
        String mode = returnValues(request);
        if (!mode.equals("ALL_OLD") && !mode.equals("NONE")) {
            throw AwsServiceException.validation("ReturnValues can only be ALL_OLD or NONE");
        }
        return mode;
    }

    private static String returnValues(RequestParameters request) {
        return request.choice("ReturnValues", RETURN_VALUES).orElse("NONE");
    }

    private static Set<String> with(Set<String> common, String... more) {
        Set<String> all = new HashSet<>(common);
        all.addAll(Set.of(more));
        all.addAll(Set.of("ReturnValues", Capacity.PARAMETER, "ReturnItemCollectionMetrics"));
        return all;
    }
}
