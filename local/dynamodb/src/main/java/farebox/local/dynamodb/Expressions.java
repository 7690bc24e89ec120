package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.expression.Placeholders;
import java.util.List;
import java.util.function.Supplier;

/** Expressions as parameters: an error in one names it. */
final class Expressions {
    private Expressions() {}

    static <T> T in(String parameter, Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (AwsServiceException exception) {
            throw AwsServiceException.validation("Invalid " + parameter + ": " + exception.message());
        }
    }

    /** @param withValues the expressions of the operation that can use values, in AWS's order */
    static Placeholders placeholders(RequestParameters request, List<String> withValues) {
        boolean values = withValues.stream().anyMatch(request::has);
        if (request.has("ExpressionAttributeNames") && !values && !request.has("ProjectionExpression")) {
            throw AwsServiceException.validation(
                    "ExpressionAttributeNames can only be specified when using expressions");
        }
        if (request.has("ExpressionAttributeValues") && !values) {
            throw AwsServiceException.validation(
                    "ExpressionAttributeValues can only be specified when using expressions: "
                            + String.join(" and ", withValues) + (withValues.size() > 1 ? " are null" : " is null"));
        }
        return Placeholders.of(request);
    }
}
