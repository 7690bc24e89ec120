package farebox.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An authorizer's answer: whom it recognised, and what that one may do. */
record AuthorizerResponse(IamPolicy iamPolicy, AuthorizerContext authorizerContext) {

    /** Nothing if it is not of the form that API Gateway demands. */
    static Optional<AuthorizerResponse> read(byte[] payload, ObjectMapper json) {
        JsonNode answer;
        try {
            answer = json.readTree(payload);
        } catch (IOException e) {
            return Optional.empty();
        }
        String principal = answer.path("principalId").asText();
        if (!answer.isObject() || principal.isEmpty() || !isFlat(answer.path("context"))) {
            return Optional.empty();
        }
        AuthorizerContext authorizerContext = new AuthorizerContext(
                principal,
                texts(answer.path("context")),
                answer.path("usageIdentifierKey").asText(),
                Duration.ZERO);
        return IamPolicy.read(answer.path("policyDocument"))
                .map(iamPolicy -> new AuthorizerResponse(iamPolicy, authorizerContext));
    }

    /** Texts, numbers and truth values; API Gateway refuses lists and objects. */
    private static boolean isFlat(JsonNode context) {
        return context.isMissingNode()
                || context.isNull()
                || (context.isObject() && context.valueStream().allMatch(JsonNode::isValueNode));
    }

    private static Map<String, String> texts(JsonNode context) {
        Map<String, String> texts = new LinkedHashMap<>();
        context.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                texts.put(name, value.asText());
            }
        });
        return texts;
    }
}
