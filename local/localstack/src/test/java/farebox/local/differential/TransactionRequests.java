package farebox.local.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Transactions of items in both tables. */
final class TransactionRequests {
    private final RandomGenerator chance;
    private final DynamoTables tables;
    private final Values values;
    private final List<TransactWriteItemsRequest> earlier = new ArrayList<>();

    TransactionRequests(RandomGenerator chance) {
        this.chance = chance;
        this.tables = new DynamoTables(chance);
        this.values = new Values(chance);
    }

    /** Some are repeated with their token, and some come with the token of another. */
    TransactWriteItemsRequest write() {
        if (!earlier.isEmpty() && chance.nextInt(6) == 0) {
            return earlier.get(chance.nextInt(earlier.size()));
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        for (String table : DynamoTables.NAMES) {
            tables.keys(table).forEach(key -> writes.add(transacted(table, key)));
        }
        TransactWriteItemsRequest transaction = TransactWriteItemsRequest.builder()
                .transactItems(writes)
                .clientRequestToken(token())
                .build();
        earlier.add(transaction);
        return transaction;
    }

    private String token() {
        return !earlier.isEmpty() && chance.nextInt(10) == 0
                ? earlier.getLast().clientRequestToken()
                : new UUID(chance.nextLong(), chance.nextLong()).toString();
    }

    private TransactWriteItem transacted(String table, Map<String, AttributeValue> key) {
        ExpressionGenerator expressionGenerator = new ExpressionGenerator(chance);
        TransactWriteItem.Builder write = TransactWriteItem.builder();
        return switch (chance.nextInt(5)) {
            case 0 ->
                write.put(put -> put.tableName(table).item(values.item(key))).build();
            case 1 -> write.delete(delete -> delete.tableName(table).key(key)).build();
            case 2 ->
                write.conditionCheck(check -> check.tableName(table)
                                .key(key)
                                .conditionExpression(expressionGenerator.condition())
                                .expressionAttributeNames(expressionGenerator.names())
                                .expressionAttributeValues(expressionGenerator.placeholders())
                                .returnValuesOnConditionCheckFailure(ItemRequests.onFailure(chance)))
                        .build();
            default ->
                write.update(change -> change.tableName(table)
                                .key(key)
                                .updateExpression(expressionGenerator.update())
                                .conditionExpression(chance.nextInt(3) == 0 ? expressionGenerator.condition() : null)
                                .expressionAttributeNames(expressionGenerator.names())
                                .expressionAttributeValues(expressionGenerator.placeholders())
                                .returnValuesOnConditionCheckFailure(ItemRequests.onFailure(chance)))
                        .build();
        };
    }
}
