package farebox.local.differential;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Requests about the items of a range. */
final class RangeRequests {
    private final RandomGenerator chance;
    private final DynamoTables tables;

    RangeRequests(RandomGenerator chance) {
        this.chance = chance;
        this.tables = new DynamoTables(chance);
    }

    QueryRequest query() {
        ExpressionGenerator expressionGenerator = new ExpressionGenerator(chance);
        return QueryRequest.builder()
                .tableName(DynamoTables.PAIRS)
                .keyConditionExpression("id = " + expressionGenerator.value(tables.id()) + range(expressionGenerator))
                .filterExpression(filter(expressionGenerator))
                .projectionExpression(chance.nextInt(3) == 0 ? expressionGenerator.projection() : null)
                .expressionAttributeNames(expressionGenerator.names())
                .expressionAttributeValues(expressionGenerator.placeholders())
                .scanIndexForward(chance.nextBoolean())
                .limit(chance.nextBoolean() ? Integer.valueOf(chance.nextInt(1, 4)) : null)
                .build();
    }

    ScanRequest scan() {
        ExpressionGenerator expressionGenerator = new ExpressionGenerator(chance);
        return ScanRequest.builder()
                .tableName(tables.table())
                .filterExpression(filter(expressionGenerator))
                .expressionAttributeNames(expressionGenerator.names())
                .expressionAttributeValues(expressionGenerator.placeholders())
                .limit(chance.nextInt(3) == 0 ? Integer.valueOf(chance.nextInt(2, 6)) : null)
                .build();
    }

    private String range(ExpressionGenerator expressionGenerator) {
        return switch (chance.nextInt(6)) {
            case 0 -> "";
            case 1 -> " AND slot BETWEEN " + slot(expressionGenerator) + " AND " + slot(expressionGenerator);
            case 2 -> " AND begins_with(slot, " + expressionGenerator.value(AttributeValue.fromS("2")) + ")";
            case 3 -> " AND slot = " + slot(expressionGenerator);
            case 4 -> " AND slot < " + slot(expressionGenerator);
            default -> " AND slot >= " + slot(expressionGenerator);
        };
    }

    private String slot(ExpressionGenerator expressionGenerator) {
        return expressionGenerator.value(tables.slot());
    }

    private @Nullable String filter(ExpressionGenerator expressionGenerator) {
        return chance.nextBoolean() ? expressionGenerator.condition() : null;
    }
}
