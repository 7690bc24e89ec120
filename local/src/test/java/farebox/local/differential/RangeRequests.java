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
        Phrases phrases = new Phrases(chance);
        return QueryRequest.builder()
                .tableName(DynamoTables.PAIRS)
                .keyConditionExpression("id = " + phrases.value(tables.id()) + range(phrases))
                .filterExpression(filter(phrases))
                .projectionExpression(chance.nextInt(3) == 0 ? phrases.projection() : null)
                .expressionAttributeNames(phrases.names())
                .expressionAttributeValues(phrases.placeholders())
                .scanIndexForward(chance.nextBoolean())
                .limit(chance.nextBoolean() ? Integer.valueOf(chance.nextInt(1, 4)) : null)
                .build();
    }

    ScanRequest scan() {
        Phrases phrases = new Phrases(chance);
        return ScanRequest.builder()
                .tableName(tables.table())
                .filterExpression(filter(phrases))
                .expressionAttributeNames(phrases.names())
                .expressionAttributeValues(phrases.placeholders())
                .limit(chance.nextInt(3) == 0 ? Integer.valueOf(chance.nextInt(2, 6)) : null)
                .build();
    }

    private String range(Phrases phrases) {
        return switch (chance.nextInt(6)) {
            case 0 -> "";
            case 1 -> " AND slot BETWEEN " + slot(phrases) + " AND " + slot(phrases);
            case 2 -> " AND begins_with(slot, " + phrases.value(AttributeValue.fromS("2")) + ")";
            case 3 -> " AND slot = " + slot(phrases);
            case 4 -> " AND slot < " + slot(phrases);
            default -> " AND slot >= " + slot(phrases);
        };
    }

    private String slot(Phrases phrases) {
        return phrases.value(tables.slot());
    }

    private @Nullable String filter(Phrases phrases) {
        return chance.nextBoolean() ? phrases.condition() : null;
    }
}
