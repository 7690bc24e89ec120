package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.expression.Condition;
import farebox.local.dynamodb.expression.ConditionCheck;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ItemJson;
import java.util.Optional;

/**
 * What must hold for a write.
 *
 * @param showsOld whether a refusal shows the item that was there
 */
record WriteCondition(Optional<Condition> condition, boolean showsOld) {
    /** @throws AwsServiceException if the item does not meet the condition */
    void check(Optional<Item> old) {
        if (condition.isEmpty() || ConditionCheck.meets(old.orElse(Item.EMPTY), condition.get())) {
            return;
        }
        AwsServiceException exception =
                AwsServiceException.dynamo("ConditionalCheckFailedException", "The conditional request failed");
        throw old.filter(item -> showsOld)
                .map(item -> exception.with(shown(item)))
                .orElse(exception);
    }

    private static ObjectNode shown(Item item) {
        ObjectNode details = AwsJsonEndpoint.object();
        details.set("Item", ItemJson.of(item));
        return details;
    }
}
