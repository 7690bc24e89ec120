package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.value.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the writes of a transaction. */
final class TransactionReader {
    private static final List<String> KINDS = List.of("Put", "Update", "Delete", "ConditionCheck");

    private final WriteRequestReader intents;

    TransactionReader(OpenTables tables) {
        this.intents = new WriteRequestReader(tables);
    }

    List<WriteRequest> intents(List<RequestParameters> items) {
        List<WriteRequest> read = new ArrayList<>();
        items.forEach(item -> read.add(intent(item)));
        refuseTwice(read);
        return read;
    }

    private static void refuseTwice(List<WriteRequest> requests) {
        Set<Place> seen = new HashSet<>();
        for (WriteRequest request : requests) {
            if (!seen.add(new Place(request.table().name(), new Bytes(request.key())))) {
                throw AwsServiceException.validation(
                        "Transaction request cannot include multiple operations on one item");
            }
        }
    }

    private WriteRequest intent(RequestParameters item) {
        item.supporting("TransactWriteItems", Set.copyOf(KINDS));
        List<String> given = KINDS.stream().filter(item::has).toList();
        if (given.size() != 1) {
            throw AwsServiceException.validation("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        String kind = given.getFirst();
        RequestParameters part = item.requiredStructure(kind);
        return switch (kind) {
            case "Put" -> intents.put(part.supporting(kind, with("Item")));
            case "Update" -> update(part.supporting(kind, with("Key", "UpdateExpression")));
            case "Delete" -> intents.delete(part.supporting(kind, with("Key")));
            default -> intents.check(part.supporting(kind, with("Key")));
        };
    }

    private WriteRequest update(RequestParameters part) {
        if (!part.has("UpdateExpression")) {
            throw RequestParameters.missing("UpdateExpression");
        }
        return intents.update(part);
    }

    private static Set<String> with(String... more) {
        Set<String> all = new HashSet<>(WriteRequestReader.GUARDED);
        all.addAll(Set.of(more));
        return all;
    }

    /** Where an item stands. */
    private record Place(String table, Bytes key) {}
}
