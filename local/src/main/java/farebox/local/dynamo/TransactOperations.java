package farebox.local.dynamo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsRefusal;
import farebox.local.awsjson.Parameters;
import farebox.local.dynamo.expression.Projection;
import farebox.local.dynamo.value.Item;
import farebox.local.dynamo.value.ItemJson;
import farebox.local.dynamo.value.ValueReader;
import farebox.local.store.Changes;
import farebox.local.store.LocalStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** TransactWriteItems and TransactGetItems. */
final class TransactOperations {
    private static final int MOST = 100;
    private static final String ITEMS = "TransactItems";

    private final LocalStore store;
    private final Tables tables;
    private final InstantSource clock;
    private final TransactionReader reader;
    private final Tokens tokens;

    TransactOperations(LocalStore store, Tables tables, InstantSource clock) {
        this.store = store;
        this.tables = tables;
        this.clock = clock;
        this.reader = new TransactionReader(tables);
        this.tokens = Tokens.in(store);
    }

    Map<String, AwsOperation> all() {
        return Map.of("TransactWriteItems", this::write, "TransactGetItems", this::get);
    }

    Tokens tokens() {
        return tokens;
    }

    private ObjectNode write(Parameters request) {
        request.supporting(
                "TransactWriteItems",
                Set.of(ITEMS, "ClientRequestToken", Capacity.PARAMETER, "ReturnItemCollectionMetrics"));
        String mode = Capacity.mode(request);
        Optional<String> token = request.text("ClientRequestToken").map(Tokens::valid);
        List<Intent> intents = reader.intents(items(request));
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        store.run(changes -> {
            boolean isNew = token.map(given -> tokens.isNew(given, request, clock.instant(), changes))
                    .orElse(true);
            capacities.putAll(isNew ? run(intents, changes) : repeated(intents));
            return isNew;
        });
        ObjectNode answer = AwsJsonEndpoint.object();
        BatchOperations.addCapacities(answer, List.copyOf(capacities.values()), mode);
        return answer;
    }

    private Map<String, Capacity> run(List<Intent> intents, Changes changes) {
        List<Transition> transitions = Cancellation.decide(intents);
        Writer writer = new Writer(changes, clock.instant(), false);
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (int at = 0; at < intents.size(); at++) {
            Table table = intents.get(at).table();
            writer.write(
                    table,
                    transitions.get(at),
                    capacities.computeIfAbsent(
                            table.name(), name -> new Capacity(name, Capacity.Kind.TRANSACTION_WRITE)));
        }
        return capacities;
    }

    /** A repeated transaction only reads what it wrote. */
    private static Map<String, Capacity> repeated(List<Intent> intents) {
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (Intent intent : intents) {
            Optional<Item> item = intent.table().find(intent.key());
            capacities
                    .computeIfAbsent(intent.table().name(), name -> new Capacity(name, Capacity.Kind.TRANSACTION_READ))
                    .add(Capacity.readUnits(item.map(Item::size).orElse(0), true));
        }
        return capacities;
    }

    private ObjectNode get(Parameters request) {
        request.supporting("TransactGetItems", Set.of(ITEMS, Capacity.PARAMETER));
        String mode = Capacity.mode(request);
        List<Read> reads = items(request).stream().map(this::read).toList();
        TransactionReader.refuseTwice(reads.stream()
                .map(read -> new TransactionReader.Place(read.table, read.key))
                .toList());
        List<Optional<Item>> found = store.run(changes -> reads.stream()
                .map(read -> {
                    read.table.refuseIfDropped();
                    return read.table.find(read.key);
                })
                .toList());
        return answered(reads, found, mode);
    }

    private static ObjectNode answered(List<Read> reads, List<Optional<Item>> found, String mode) {
        ObjectNode answer = AwsJsonEndpoint.object();
        ArrayNode responses = answer.putArray("Responses");
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (int at = 0; at < reads.size(); at++) {
            Read read = reads.get(at);
            Optional<Item> item = found.get(at);
            ObjectNode response = responses.addObject();
            item.map(whole -> read.projection.map(parts -> parts.of(whole)).orElse(whole))
                    .ifPresent(shown -> response.set("Item", ItemJson.of(shown)));
            capacities
                    .computeIfAbsent(read.table.name(), name -> new Capacity(name, Capacity.Kind.TRANSACTION_READ))
                    .add(Capacity.readUnits(item.map(Item::size).orElse(0), true));
        }
        BatchOperations.addCapacities(answer, new ArrayList<>(capacities.values()), mode);
        return answer;
    }

    private Read read(Parameters item) {
        item.supporting("TransactGetItems", Set.of("Get"));
        Parameters get = item.requiredStructure("Get");
        get.supporting("Get", Set.of("TableName", "Key", "ProjectionExpression", "ExpressionAttributeNames"));
        Item key = ValueReader.item(get.requiredStructure("Key").json());
        Optional<Projection> projection = ItemOperations.projection(get);
        Table table = tables.require(Names.table(get));
        KeyCheck.key(key, table.keys());
        return new Read(table, table.key(key), projection);
    }

    private static List<Parameters> items(Parameters request) {
        List<Parameters> items = request.structures(ITEMS);
        if (items.isEmpty() || items.size() > MOST) {
            throw AwsRefusal.validation(
                    "1 validation error detected: Value '" + request.json().path(ITEMS)
                            + "' at 'transactItems' failed to satisfy constraint: Member must have length "
                            + (items.isEmpty() ? "greater than or equal to 1" : "less than or equal to " + MOST));
        }
        return items;
    }

    private record Read(Table table, byte[] key, Optional<Projection> projection) {}
}
