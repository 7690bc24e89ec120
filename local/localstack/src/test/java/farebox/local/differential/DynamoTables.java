package farebox.local.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The two kinds of table that Farebox has: by id alone, and by id and slot. Few keys, so that requests meet. */
final class DynamoTables {
    static final String SINGLES = "differential-singles";
    static final String PAIRS = "differential-pairs";
    static final List<String> NAMES = List.of(SINGLES, PAIRS);

    private static final List<String> IDS = List.of("a", "b", "c");
    private static final List<String> SLOTS = List.of("1", "2", "20", "21", "3", "é");

    private final RandomGenerator chance;

    DynamoTables(RandomGenerator chance) {
        this.chance = chance;
    }

    static List<CreateTableRequest> definitions() {
        return List.of(
                definition(SINGLES, List.of("id"), StreamViewType.NEW_IMAGE),
                definition(PAIRS, List.of("id", "slot"), StreamViewType.NEW_AND_OLD_IMAGES));
    }

    static List<String> keyNames(String table) {
        return table.equals(SINGLES) ? List.of("id") : List.of("id", "slot");
    }

    String table() {
        return NAMES.get(chance.nextInt(NAMES.size()));
    }

    AttributeValue id() {
        return AttributeValue.fromS(IDS.get(chance.nextInt(IDS.size())));
    }

    AttributeValue slot() {
        return AttributeValue.fromS(SLOTS.get(chance.nextInt(SLOTS.size())));
    }

    Map<String, AttributeValue> key(String table) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        key.put("id", id());
        if (table.equals(PAIRS)) {
            key.put("slot", slot());
        }
        return key;
    }

    /** Up to three, rarely one of them twice. */
    List<Map<String, AttributeValue>> keys(String table) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (int left = chance.nextInt(1, 4); left > 0; left--) {
            Map<String, AttributeValue> key = key(table);
            if (!keys.contains(key) || chance.nextInt(10) == 0) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** One that fits neither table. */
    Map<String, AttributeValue> wrongKey() {
        return chance.nextBoolean()
                ? Map.of("id", AttributeValue.fromN("1"))
                : Map.of("id", id(), "slot", slot(), "more", slot());
    }

    private static CreateTableRequest definition(String name, List<String> keys, StreamViewType stream) {
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(keys.stream()
                        .map(key -> AttributeDefinition.builder()
                                .attributeName(key)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(keys.stream()
                        .map(key -> KeySchemaElement.builder()
                                .attributeName(key)
                                .keyType(key.equals("id") ? KeyType.HASH : KeyType.RANGE)
                                .build())
                        .toList())
                .streamSpecification(on -> on.streamEnabled(true).streamViewType(stream))
                .build();
    }
}
