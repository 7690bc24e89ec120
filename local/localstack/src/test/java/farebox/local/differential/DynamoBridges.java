package farebox.local.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** From moto's answers to those that it would give without one of its differences. */
final class DynamoBridges {
    private static final String REASONS = "CancellationReasons";
    private static final String ATTRIBUTES = "Attributes";
    private static final String PAGES = "ScannedCounts";
    private static final Set<String> PYTHON =
            Set.of("ValueError", "TypeError", "KeyError", "AttributeError", "IndexError", "AssertionError");

    /** The key, and the attributes that have parts. */
    private static final Set<String> MAY_BE_MORE = Set.of("id", "slot", "l", "m");

    private DynamoBridges() {}

    static Outcome withoutBreak(Case found) {
        boolean broken = found.localstack().code().equals("InternalError")
                || (found.is(ScanRequest.class) && found.codes("", "ValidationException") && found.says("size\\("))
                || elements(found.localstack(), REASONS).stream()
                        .anyMatch(reason -> PYTHON.contains(reason.path("Code").asText()));
        return broken ? found.emulator() : found.localstack();
    }

    static Outcome withoutEmptyMembers(Case found) {
        Outcome theirs = found.localstack();
        for (String member : List.of(ATTRIBUTES, "ItemCollectionMetrics")) {
            JsonNode value = theirs.content().path(member);
            if (value.isObject() && value.isEmpty()) {
                theirs = theirs.with(member, MissingNode.getInstance());
            }
        }
        return theirs;
    }

    static Outcome withOnlyUpdated(Case found) {
        JsonNode ours = found.emulator().content().path(ATTRIBUTES);
        JsonNode theirs = found.localstack().content().path(ATTRIBUTES);
        boolean matters =
                found.is(UpdateItemRequest.class) && found.bothAnswer() && found.says("ReturnValues=UPDATED_");
        return matters
                        && names(ours).stream().allMatch(name -> isSame(found, name))
                        && MAY_BE_MORE.containsAll(less(names(theirs), names(ours)))
                ? found.localstack().with(ATTRIBUTES, ours)
                : found.localstack();
    }

    /** Equal, or a part of what moto gives, or what moto leaves out because the update did not change it. */
    private static boolean isSame(Case found, String name) {
        JsonNode ours = found.emulator().content().path(ATTRIBUTES).path(name);
        JsonNode theirs = found.localstack().content().path(ATTRIBUTES).path(name);
        return ours.equals(theirs)
                || MAY_BE_MORE.contains(name)
                || (theirs.isMissingNode()
                        && elements(found.emulator(), "Records").stream()
                                .allMatch(record ->
                                        record.path("NewImage").path(name).equals(ours)));
    }

    /** What only moto finds has a boolean that a number in the request could be. */
    static Outcome withoutPythonTruth(Case found) {
        List<JsonNode> more = new ArrayList<>(elements(found.localstack(), "Items"));
        elements(found.emulator(), "Items").forEach(more::remove);
        boolean matters = found.bothAnswer()
                && found.says(" IN \\(| BETWEEN | [<>=]+ :|contains\\(")
                && !more.isEmpty()
                && more.stream().allMatch(item -> item.toString().contains("{\"BOOL\":"));
        return matters ? found.emulator() : found.localstack();
    }

    static Outcome cancelledForTheItem(Case found) {
        boolean matters = found.is(TransactWriteItemsRequest.class)
                && found.codes("TransactionCanceledException", "ValidationException")
                && elements(found.emulator(), REASONS).stream()
                        .anyMatch(reason -> reason.path("Code").asText().equals("ValidationError"));
        return matters ? found.emulator() : found.localstack();
    }

    static Outcome limitedFirst(Case found) {
        boolean matters = switch (found.request()) {
            case QueryRequest query -> query.limit() != null && query.filterExpression() != null;
            case ScanRequest scan -> scan.limit() != null && scan.filterExpression() != null;
            default -> false;
        };
        return matters && found.bothAnswer() ? found.emulator() : found.localstack();
    }

    static Outcome withoutLookingAhead(Case found) {
        ObjectNode ours = found.emulator().content();
        ObjectNode theirs = found.localstack().content();
        if (found.is(QueryRequest.class) && found.says("Limit=") && !theirs.has("LastEvaluatedKey")) {
            return found.localstack().with("LastEvaluatedKey", ours.path("LastEvaluatedKey"));
        }
        if (found.is(ScanRequest.class)
                && ours.path(PAGES).size() == theirs.path(PAGES).size() + 1) {
            return found.localstack()
                    .with(PAGES, theirs.withArray(PAGES).deepCopy().add(0));
        }
        return found.localstack();
    }

    private static Set<String> names(JsonNode item) {
        return item instanceof ObjectNode object
                ? Set.copyOf(object.propertyStream().map(Map.Entry::getKey).toList())
                : Set.of();
    }

    private static Set<String> less(Set<String> names, Set<String> without) {
        Set<String> left = new HashSet<>(names);
        left.removeAll(without);
        return left;
    }

    private static List<JsonNode> elements(Outcome outcome, String member) {
        return outcome.content().path(member).valueStream().toList();
    }
}
