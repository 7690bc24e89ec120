package farebox.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The policy an authorizer returns, as far as it concerns one action: execute-api:Invoke. */
record IamPolicy(List<Statement> statements) {
    private static final String ACTION = "execute-api:invoke";

    IamPolicy {
        statements = List.copyOf(statements);
    }

    /** What a policy makes of a request. */
    enum Effect {
        ALLOWED,
        DENIED,
        NOT_MENTIONED
    }

    record Statement(boolean allows, List<String> actions, List<String> resources) {
        Statement {
            actions = List.copyOf(actions);
            resources = List.copyOf(resources);
        }

        boolean concerns(String resource) {
            return actions.stream().anyMatch(action -> matches(action.toLowerCase(Locale.ROOT), ACTION))
                    && resources.stream().anyMatch(pattern -> matches(pattern, resource));
        }
    }

    /** Nothing if it is no policy, or says more than is understood here, such as a Condition. */
    static Optional<IamPolicy> read(JsonNode document) {
        List<Statement> statements = new ArrayList<>();
        for (JsonNode node : oneOrMany(document.path("Statement"))) {
            List<String> actions = texts(node.path("Action"));
            List<String> resources = texts(node.path("Resource"));
            String effect = node.path("Effect").asText();
            boolean isKnown = effect.equals("Allow") || effect.equals("Deny");
            if (!isKnown || actions.isEmpty() || resources.isEmpty() || node.has("Condition")) {
                return Optional.empty();
            }
            statements.add(new Statement(effect.equals("Allow"), actions, resources));
        }
        return statements.isEmpty() ? Optional.empty() : Optional.of(new IamPolicy(statements));
    }

    /** A denial outweighs everything. */
    Effect of(String methodArn) {
        List<Statement> concerned = statements.stream()
                .filter(statement -> statement.concerns(methodArn))
                .toList();
        if (concerned.isEmpty()) {
            return Effect.NOT_MENTIONED;
        }
        return concerned.stream().allMatch(Statement::allows) ? Effect.ALLOWED : Effect.DENIED;
    }

    /** {@code *} is any text, {@code ?} any one character; in time linear in the product of both lengths. */
    static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int in = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(rest -> rest == '*');
    }

    private static List<String> texts(JsonNode node) {
        return oneOrMany(node).stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<JsonNode> oneOrMany(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        return node.isArray() ? node.valueStream().toList() : List.of(node);
    }
}
