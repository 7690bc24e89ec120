package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ValueReader;
import java.util.Optional;

/** Where a page begins: after the ExclusiveStartKey of its request. */
final class PageStart {
    private static final String INVALID = "The provided starting key is invalid";

    private PageStart() {}

    static ReadPlan query(RequestParameters request, ReadPlan plan, KeyRange range) {
        Optional<Item> start = start(request, plan, INVALID);
        start.ifPresent(key -> range.refuseOutside(key, plan.keys()));
        return start.map(key -> plan.after(plan.key(key))).orElse(plan);
    }

    static ReadPlan scan(RequestParameters request, ReadPlan plan) {
        String misfit =
                plan.index().isPresent() ? INVALID : INVALID + ": The provided key element does not match the schema";
        return start(request, plan, misfit)
                .map(key -> plan.after(plan.key(key)))
                .orElse(plan);
    }

    private static Optional<Item> start(RequestParameters request, ReadPlan plan, String misfit) {
        Optional<Item> start = request.structure("ExclusiveStartKey").map(key -> ValueReader.item(key.json()));
        start.ifPresent(key -> {
            if (!key.attributes().keySet().equals(Page.startNames(plan))) {
                throw AwsServiceException.validation(misfit);
            }
            plan.keys().attributes().forEach(attribute -> KeyCheck.piece(key, attribute, plan.keys()));
            tableKey(key, plan.table());
        });
        return start;
    }

    private static void tableKey(Item key, OpenTable table) {
        try {
            table.keys().attributes().forEach(attribute -> KeyCheck.piece(key, attribute, table.keys()));
        } catch (AwsServiceException exception) {
            throw AwsServiceException.validation(INVALID + ": " + exception.message());
        }
    }
}
