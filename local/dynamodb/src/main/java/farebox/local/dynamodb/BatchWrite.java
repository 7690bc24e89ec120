package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ValueReader;
import java.util.Optional;
import java.util.Set;

/** One write of a batch: a put or a delete, without a condition. */
final class BatchWrite {
    private static final WriteCondition NONE = new WriteCondition(Optional.empty(), false);

    private BatchWrite() {}

    static WriteRequest intent(OpenTable table, RequestParameters single) {
        single.supporting("BatchWriteItem", Set.of("PutRequest", "DeleteRequest"));
        Optional<RequestParameters> put = single.structure("PutRequest");
        Optional<RequestParameters> delete = single.structure("DeleteRequest");
        if (put.isPresent() == delete.isPresent()) {
            throw AwsServiceException.validation(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly"
                            + " one of the supported datatypes");
        }
        return put.map(request -> put(table, request))
                .or(() -> delete.map(request -> delete(table, request)))
                .orElseThrow();
    }

    private static WriteRequest put(OpenTable table, RequestParameters request) {
        Item item = ValueReader.item(request.requiredStructure("Item").json());
        KeyCheck.size(item, "Item size has exceeded the maximum allowed size");
        boolean fits = table.keys().attributes().stream()
                .allMatch(attribute -> item.find(attribute.name())
                        .filter(value -> value.type() == attribute.type())
                        .isPresent());
        if (!fits) {
            throw AwsServiceException.validation("The provided key element does not match the schema");
        }
        return WriteRequestReader.put(table, item, NONE);
    }

    private static WriteRequest delete(OpenTable table, RequestParameters request) {
        Item key = ValueReader.item(request.requiredStructure("Key").json());
        return WriteRequestReader.delete(table, key, NONE);
    }
}
