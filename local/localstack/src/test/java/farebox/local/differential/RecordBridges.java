package farebox.local.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** From the stream records that moto writes to those that it would write without one of its differences. */
final class RecordBridges {
    private static final String RECORDS = "Records";

    private RecordBridges() {}

    /** Takes away the record of the key alone where another record has the whole item. */
    static Outcome withoutBareInserts(Case found) {
        Set<JsonNode> taken = new HashSet<>();
        return without(
                found,
                record -> isInsert(record)
                        && record.path("NewImage").equals(record.path("Keys"))
                        && count(found.localstack(), other -> isInsert(other) && sameItem(other, record)) == 2
                        && taken.add(record));
    }

    /** Takes away records of items of which ours has none. */
    static Outcome withoutVainRecords(Case found) {
        return without(
                found,
                record -> record.path("Event").asText().equals("MODIFY")
                        && (record.path("OldImage").isMissingNode()
                                || record.path("OldImage").equals(record.path("NewImage")))
                        && count(found.emulator(), other -> sameItem(other, record)) == 0);
    }

    /** Whether an item that was changed had the same set in two attributes. */
    static boolean hasSetTwice(Outcome outcome) {
        return count(outcome, record -> {
                    Set<JsonNode> sets = new HashSet<>();
                    return record.path("OldImage")
                            .valueStream()
                            .filter(value -> value.has("SS") || value.has("NS") || value.has("BS"))
                            .anyMatch(set -> !sets.add(set));
                })
                > 0;
    }

    private static Outcome without(Case found, Predicate<JsonNode> vain) {
        if (!found.bothAnswer() || !found.localstack().content().has(RECORDS)) {
            return found.localstack();
        }
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        for (JsonNode record : found.localstack().content().path(RECORDS)) {
            if (!vain.test(record)) {
                left.add(record);
            }
        }
        return found.localstack().with(RECORDS, left);
    }

    private static boolean isInsert(JsonNode record) {
        return record.path("Event").asText().equals("INSERT");
    }

    private static boolean sameItem(JsonNode one, JsonNode other) {
        return one.path("Table").equals(other.path("Table")) && one.path("Keys").equals(other.path("Keys"));
    }

    private static long count(Outcome outcome, Predicate<JsonNode> wanted) {
        long count = 0;
        for (JsonNode record : outcome.content().path(RECORDS)) {
            count += wanted.test(record) ? 1 : 0;
        }
        return count;
    }
}
