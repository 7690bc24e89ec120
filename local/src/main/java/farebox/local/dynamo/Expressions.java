package farebox.local.dynamo;

import farebox.local.awsjson.AwsRefusal;
import farebox.local.awsjson.Parameters;
import farebox.local.dynamo.expression.Placeholders;
import java.util.List;
import java.util.function.Supplier;

/** Expressions as parameters: an error in one names it. */
final class Expressions {
    private Expressions() {}

    static <T> T in(String parameter, Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (AwsRefusal refusal) {
            throw AwsRefusal.validation("Invalid " + parameter + ": " + refusal.message());
        }
    }

    /** @param withValues the expressions of the operation that can use values, in AWS's order */
    static Placeholders placeholders(Parameters request, List<String> withValues) {
        boolean values = withValues.stream().anyMatch(request::has);
        if (request.has("ExpressionAttributeNames") && !values && !request.has("ProjectionExpression")) {
            throw AwsRefusal.validation("ExpressionAttributeNames can only be specified when using expressions");
        }
        if (request.has("ExpressionAttributeValues") && !values) {
            throw AwsRefusal.validation("ExpressionAttributeValues can only be specified when using expressions: "
                    + String.join(" and ", withValues) + (withValues.size() > 1 ? " are null" : " is null"));
        }
        return Placeholders.of(request);
    }
}
