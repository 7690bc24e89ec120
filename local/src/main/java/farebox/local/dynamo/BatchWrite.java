package farebox.local.dynamo;

import farebox.local.awsjson.AwsRefusal;
import farebox.local.awsjson.Parameters;
import farebox.local.dynamo.value.Item;
import farebox.local.dynamo.value.ValueReader;
import java.util.Optional;
import java.util.Set;

/** One write of a batch: a put or a delete, without a condition. */
final class BatchWrite {
    private static final Guard NONE = new Guard(Optional.empty(), false);

    private BatchWrite() {}

    static Intent intent(Table table, Parameters single) {
        single.supporting("BatchWriteItem", Set.of("PutRequest", "DeleteRequest"));
        Optional<Parameters> put = single.structure("PutRequest");
        Optional<Parameters> delete = single.structure("DeleteRequest");
        if (put.isPresent() == delete.isPresent()) {
            throw AwsRefusal.validation("Supplied AttributeValue has more than one datatypes set, must contain exactly"
                    + " one of the supported datatypes");
        }
        return put.map(request -> put(table, request))
                .or(() -> delete.map(request -> delete(table, request)))
                .orElseThrow();
    }

    private static Intent put(Table table, Parameters request) {
        Item item = ValueReader.item(request.requiredStructure("Item").json());
        KeyCheck.size(item, "Item size has exceeded the maximum allowed size");
        boolean fits = table.keys().attributes().stream()
                .allMatch(attribute -> item.find(attribute.name())
                        .filter(value -> value.type() == attribute.type())
                        .isPresent());
        if (!fits) {
            throw AwsRefusal.validation("The provided key element does not match the schema");
        }
        return IntentReader.put(table, item, NONE);
    }

    private static Intent delete(Table table, Parameters request) {
        Item key = ValueReader.item(request.requiredStructure("Key").json());
        return IntentReader.delete(table, key, NONE);
    }
}
