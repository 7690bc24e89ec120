package farebox.local.dynamodb.expression;

import farebox.local.awsjson.AwsServiceException;
import java.util.EnumMap;
import java.util.Map;

/** What is wrong with an expression whose syntax is right; AWS names one fault, the first of the gravest kind. */
final class ExpressionErrors {
    /** The gravest first. */
    enum Kind {
        PARENTHESES,
        UNKNOWN_FUNCTION,
        MISUSED_FUNCTION,
        RESERVED,
        SECTION,
        PLACEHOLDER,
        OVERLAP,
        OPERAND_COUNT,
        DISTINCT,
        OPERAND
    }

    private final Map<Kind, String> first = new EnumMap<>(Kind.class);

    void report(Kind kind, String message) {
        first.putIfAbsent(kind, message);
    }

    void refuseAny() {
        first.values().stream().findFirst().ifPresent(message -> {
            throw AwsServiceException.validation(message);
        });
    }
}
