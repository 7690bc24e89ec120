package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.value.Item;
import farebox.local.store.LocalStore;
import farebox.local.store.WriteBatch;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** TransactWriteItems. */
final class TransactOperations {
    private static final int MAX_COUNT = 100;
    private static final String ITEMS = "TransactItems";

    private final LocalStore store;
    private final InstantSource clock;
    private final TransactionReader reader;
    private final ClientRequestTokens clientRequestTokens;

    TransactOperations(LocalStore store, OpenTables tables, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.reader = new TransactionReader(tables);
        this.clientRequestTokens = ClientRequestTokens.in(store);
    }

    Map<String, AwsOperation> all() {
        return Map.of("TransactWriteItems", this::write);
    }

    ClientRequestTokens tokens() {
        return clientRequestTokens;
    }

    private ObjectNode write(RequestParameters request) {
        request.supporting(
                "TransactWriteItems",
                Set.of(ITEMS, "ClientRequestToken", Capacity.PARAMETER, "ReturnItemCollectionMetrics"));
        String mode = Capacity.mode(request);
        Optional<String> token = request.text("ClientRequestToken").map(ClientRequestTokens::valid);
        List<WriteRequest> intents = reader.intents(items(request));
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        store.run(writeBatch -> {
            boolean isNew = token.map(given -> clientRequestTokens.isNew(given, request, clock.instant(), writeBatch))
                    .orElse(true);
            capacities.putAll(isNew ? run(intents, writeBatch) : repeated(intents));
            return isNew;
        });
        return answer(capacities.values(), mode);
    }

    private static ObjectNode answer(Collection<Capacity> capacities, String mode) {
        ObjectNode answer = AwsJsonEndpoint.object();
        if (!mode.equals("NONE")) {
            ArrayNode consumed = answer.putArray("ConsumedCapacity");
            capacities.forEach(capacity -> capacity.json(mode).ifPresent(consumed::add));
        }
        return answer;
    }

    private Map<String, Capacity> run(List<WriteRequest> intents, WriteBatch writeBatch) {
        List<Transition> transitions = TransactionDecision.decide(intents);
        ItemWriter itemWriter = new ItemWriter(writeBatch, clock.instant(), false);
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (int at = 0; at < intents.size(); at++) {
            OpenTable table = intents.get(at).table();
            itemWriter.write(
                    table,
                    transitions.get(at),
                    capacities.computeIfAbsent(
                            table.name(), name -> new Capacity(name, Capacity.Kind.TRANSACTION_WRITE)));
        }
        return capacities;
    }

    /** A repeated transaction only reads what it wrote. */
    private static Map<String, Capacity> repeated(List<WriteRequest> intents) {
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (WriteRequest writeRequest : intents) {
            Optional<Item> item = writeRequest.table().find(writeRequest.key());
            capacities
                    .computeIfAbsent(
                            writeRequest.table().name(), name -> new Capacity(name, Capacity.Kind.TRANSACTION_READ))
                    .add(Capacity.readUnits(item.map(Item::size).orElse(0), true));
        }
        return capacities;
    }

    private static List<RequestParameters> items(RequestParameters request) {
        List<RequestParameters> items = request.structures(ITEMS);
        if (items.isEmpty() || items.size() > MAX_COUNT) {
            throw AwsServiceException.validation(
                    "1 validation error detected: Value '" + request.json().path(ITEMS)
                            + "' at 'transactItems' failed to satisfy constraint: Member must have length "
                            + (items.isEmpty() ? "greater than or equal to 1" : "less than or equal to " + MAX_COUNT));
        }
        return items;
    }
}
