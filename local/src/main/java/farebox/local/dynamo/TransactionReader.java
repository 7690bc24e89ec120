package farebox.local.dynamo;

import farebox.local.awsjson.AwsRefusal;
import farebox.local.awsjson.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the writes of a transaction. */
final class TransactionReader {
    private static final List<String> KINDS = List.of("Put", "Update", "Delete", "ConditionCheck");

    private final IntentReader intents;

    TransactionReader(Tables tables) {
        this.intents = new IntentReader(tables);
    }

    List<Intent> intents(List<Parameters> items) {
        List<Intent> read = new ArrayList<>();
        items.forEach(item -> read.add(intent(item)));
        refuseTwice(read.stream()
                .map(intent -> new Place(intent.table(), intent.key()))
                .toList());
        return read;
    }

    /** @throws AwsRefusal if an item is named twice */
    static void refuseTwice(List<Place> places) {
        Keys seen = new Keys();
        places.forEach(place -> {
            if (!seen.add(place.table(), place.key())) {
                throw AwsRefusal.validation("Transaction request cannot include multiple operations on one item");
            }
        });
    }

    private Intent intent(Parameters item) {
        item.supporting("TransactWriteItems", Set.copyOf(KINDS));
        List<String> given = KINDS.stream().filter(item::has).toList();
        if (given.size() != 1) {
            throw AwsRefusal.validation("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        String kind = given.getFirst();
        Parameters part = item.requiredStructure(kind);
        return switch (kind) {
            case "Put" -> intents.put(part.supporting(kind, with("Item")));
            case "Update" -> update(part.supporting(kind, with("Key", "UpdateExpression")));
            case "Delete" -> intents.delete(part.supporting(kind, with("Key")));
            default -> intents.check(part.supporting(kind, with("Key")));
        };
    }

    private Intent update(Parameters part) {
        if (!part.has("UpdateExpression")) {
            throw Parameters.missing("UpdateExpression");
        }
        return intents.update(part);
    }

    private static Set<String> with(String... more) {
        Set<String> all = new HashSet<>(IntentReader.GUARDED);
        all.addAll(Set.of(more));
        return all;
    }

    /** Where an item stands. */
    record Place(Table table, byte[] key) {}
}
