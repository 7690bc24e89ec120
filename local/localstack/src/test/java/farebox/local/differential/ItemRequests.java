package farebox.local.differential;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Requests about one item. */
final class ItemRequests {
    private static final List<ReturnValue> RETURNED = List.of(
            ReturnValue.NONE,
            ReturnValue.ALL_OLD,
            ReturnValue.ALL_NEW,
            ReturnValue.UPDATED_OLD,
            ReturnValue.UPDATED_NEW);

    private final RandomGenerator chance;
    private final DynamoTables tables;
    private final Values values;

    ItemRequests(RandomGenerator chance) {
        this.chance = chance;
        this.tables = new DynamoTables(chance);
        this.values = new Values(chance);
    }

    PutItemRequest put() {
        ExpressionGenerator expressionGenerator = new ExpressionGenerator(chance);
        String table = tables.table();
        return PutItemRequest.builder()
                .tableName(table)
                .item(values.item(tables.key(table)))
                .conditionExpression(condition(expressionGenerator))
                .expressionAttributeNames(expressionGenerator.names())
                .expressionAttributeValues(expressionGenerator.placeholders())
                .returnValues(chance.nextInt(30) == 0 ? ReturnValue.ALL_NEW : oldOrNone())
                .returnValuesOnConditionCheckFailure(onFailure(chance))
                .build();
    }

    UpdateItemRequest update() {
        ExpressionGenerator expressionGenerator = new ExpressionGenerator(chance);
        String table = tables.table();
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(tables.key(table))
                .updateExpression(expressionGenerator.update())
                .conditionExpression(condition(expressionGenerator))
                .expressionAttributeNames(expressionGenerator.names())
                .expressionAttributeValues(expressionGenerator.placeholders())
                .returnValues(RETURNED.get(chance.nextInt(RETURNED.size())))
                .returnValuesOnConditionCheckFailure(onFailure(chance))
                .build();
    }

    DeleteItemRequest delete() {
        ExpressionGenerator expressionGenerator = new ExpressionGenerator(chance);
        String table = tables.table();
        return DeleteItemRequest.builder()
                .tableName(table)
                .key(tables.key(table))
                .conditionExpression(condition(expressionGenerator))
                .expressionAttributeNames(expressionGenerator.names())
                .expressionAttributeValues(expressionGenerator.placeholders())
                .returnValues(oldOrNone())
                .returnValuesOnConditionCheckFailure(onFailure(chance))
                .build();
    }

    GetItemRequest get() {
        ExpressionGenerator expressionGenerator = new ExpressionGenerator(chance);
        String table = tables.table();
        return GetItemRequest.builder()
                .tableName(chance.nextInt(20) == 0 ? "differential-nowhere" : table)
                .key(chance.nextInt(20) == 0 ? tables.wrongKey() : tables.key(table))
                .projectionExpression(chance.nextBoolean() ? expressionGenerator.projection() : null)
                .expressionAttributeNames(expressionGenerator.names())
                .consistentRead(chance.nextBoolean())
                .build();
    }

    static ReturnValuesOnConditionCheckFailure onFailure(RandomGenerator chance) {
        return chance.nextBoolean()
                ? ReturnValuesOnConditionCheckFailure.ALL_OLD
                : ReturnValuesOnConditionCheckFailure.NONE;
    }

    private ReturnValue oldOrNone() {
        return chance.nextBoolean() ? ReturnValue.ALL_OLD : ReturnValue.NONE;
    }

    private @Nullable String condition(ExpressionGenerator expressionGenerator) {
        return chance.nextInt(5) < 2 ? expressionGenerator.condition() : null;
    }
}
