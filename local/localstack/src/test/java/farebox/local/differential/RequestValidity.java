package farebox.local.differential;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** What a request to DynamoDB says that it should not. */
final class RequestValidity {
    /** A comparison with a placeholder, and further on the placeholder's value of a type without an order. */
    private static final Pattern UNORDERED =
            Pattern.compile("[<>]=? (:v\\d+)\\b.*?\\1=AttributeValue\\((?:SS|NS|BS|M|L|BOOL|NUL)=", Pattern.DOTALL);

    private static final Pattern COMPARISON = Pattern.compile("([#\\w.\\[\\]]+) (?:=|<>|<|<=|>|>=) ([#\\w.\\[\\]]+)");

    private static final Pattern NULL_OPERAND =
            Pattern.compile("(?:=|<>|IN) [^:{]*(?::v\\d+, )?(:v\\d+)\\b.*?\\1=AttributeValue\\(NUL=", Pattern.DOTALL);

    private static final Pattern CONDITION =
            Pattern.compile("(?:ConditionExpression|FilterExpression)=(?!id = ).*?(?=, \\w+=|\\)$)");

    private static final Pattern UPDATE =
            Pattern.compile("UpdateExpression=(.*?), (?:TableName|ConditionExpression|Expression|Return)");

    private static final Pattern DELETES_NO_SET = operand("DELETE", "N|S|B|L|M|BOOL|NUL");

    private static final Pattern ADDS_NO_NUMBER_OR_SET = operand("ADD", "S|B|L|M|BOOL|NUL");

    private static final Pattern ACTION_BREAK =
            Pattern.compile(", (?=[#\\w.\\[\\]]+ (?:=|:))|, (?=#?\\w+(?:,|$| ))|\\b(?:SET|REMOVE|ADD|DELETE) ");

    private RequestValidity() {}

    static boolean hasReversedBounds(SdkRequest request) {
        return request instanceof QueryRequest query
                && query.keyConditionExpression().endsWith(" AND slot BETWEEN :v1 AND :v2")
                && text(query, ":v1").compareTo(text(query, ":v2")) > 0;
    }

    private static String text(QueryRequest query, String placeholder) {
        return Optional.ofNullable(query.expressionAttributeValues().get(placeholder))
                .map(AttributeValue::s)
                .orElseThrow();
    }

    static boolean ordersTheUnordered(SdkRequest request) {
        return UNORDERED.matcher(request.toString()).find();
    }

    static boolean comparesWithItself(SdkRequest request) {
        return conditions(request)
                .flatMap(RequestValidity::comparisons)
                .anyMatch(pair -> bare(pair.group(1)).equals(bare(pair.group(2))));
    }

    static boolean comparesPathsOrNulls(SdkRequest request) {
        return conditions(request)
                        .flatMap(RequestValidity::comparisons)
                        .findAny()
                        .isPresent()
                || NULL_OPERAND.matcher(request.toString()).find();
    }

    static boolean updatesTwice(SdkRequest request) {
        return updates(request).anyMatch(actions -> {
            List<String> heads = actions.stream()
                    .map(RequestValidity::target)
                    .map(RequestValidity::head)
                    .toList();
            return new HashSet<>(heads).size() < heads.size();
        });
    }

    static boolean hasWrongOperand(SdkRequest request) {
        String text = request.toString();
        return DELETES_NO_SET.matcher(text).find()
                || ADDS_NO_NUMBER_OR_SET.matcher(text).find();
    }

    static boolean readsWhatItChanges(SdkRequest request) {
        return updates(request)
                .anyMatch(actions -> actions.stream()
                        .anyMatch(action -> actions.stream()
                                .filter(other -> !other.equals(action))
                                .anyMatch(other -> source(other).matches(".*\\b" + head(target(action)) + "\\b.*"))));
    }

    /** An action among others of its kind, and further on its placeholder's value of one of some types. */
    private static Pattern operand(String action, String types) {
        String path = "[#\\w.\\[\\]]+";
        return Pattern.compile(
                "\\b" + action + " (?:" + path + " :v\\d+, )*" + path + " (:v\\d+)\\b.*?\\1=AttributeValue\\((?:"
                        + types + ")=",
                Pattern.DOTALL);
    }

    private static Stream<List<String>> updates(SdkRequest request) {
        return UPDATE.matcher(request.toString())
                .results()
                .map(update -> ACTION_BREAK.splitAsStream(update.group(1)))
                .map(actions -> actions.filter(action -> !action.isBlank()).toList());
    }

    private static Stream<String> conditions(SdkRequest request) {
        return CONDITION.matcher(request.toString()).results().map(MatchResult::group);
    }

    private static Stream<MatchResult> comparisons(String condition) {
        return COMPARISON.matcher(condition).results();
    }

    private static String target(String action) {
        return action.strip().split(" ", 2)[0];
    }

    private static String source(String action) {
        String[] halves = action.strip().split(" = ", 2);
        return halves.length == 2 ? halves[1].replaceAll(":v\\d+", "") : "";
    }

    private static String head(String path) {
        return bare(path).replaceAll("[.\\[,].*", "");
    }

    private static String bare(String path) {
        return path.replace("#", "");
    }
}
