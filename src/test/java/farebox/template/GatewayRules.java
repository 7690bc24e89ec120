package farebox.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rules about what the gateway lets through, in the form of {@link TemplateRules}. */
final class GatewayRules {
    /** What says how the service is, and what it can do, to anybody. */
    private static final Set<String> PUBLIC = Set.of("/health", "/openapi.json", "/v2", "/v2/health/{probe}");

    /** One API of one account; the methods and paths below it may be any. */
    private static final String OWN_API = "arn:aws:execute-api:[a-z0-9-]+:[0-9]{12}:[a-z0-9]+/.*";

    private static final int GATEWAY_LIMIT_MILLIS = 29_000;

    private GatewayRules() {}

    static Map<String, Function<ResolvedTemplate, List<String>>> all() {
        return Map.of(
                "functions are called by the gateway's own API only", GatewayRules::callers,
                "every call wants a key, unless it asks how the service is", GatewayRules::keys,
                "a function ends before the gateway gives up on it", GatewayRules::timeouts,
                "calls are bounded, for all and for each", GatewayRules::bounds);
    }

    private static List<String> callers(ResolvedTemplate template) {
        return template.ids("AWS::Lambda::Permission").stream()
                .filter(id -> {
                    JsonNode permission = template.properties(id);
                    return !permission.path("Principal").asText().equals("apigateway.amazonaws.com")
                            || !permission.path("SourceArn").asText().matches(OWN_API);
                })
                .map(id -> id + " lets others in than the own API")
                .toList();
    }

    private static List<String> keys(ResolvedTemplate template) {
        return operations(template)
                .filter(operation -> !PUBLIC.contains(operation.path()))
                .filter(operation -> operation.body().path("security").isEmpty())
                .map(operation -> operation.path() + " answers without a key")
                .toList();
    }

    private static List<String> timeouts(ResolvedTemplate template) {
        int patience = operations(template)
                .mapToInt(operation -> operation
                        .body()
                        .path("x-amazon-apigateway-integration")
                        .path("timeoutInMillis")
                        .asInt(GATEWAY_LIMIT_MILLIS))
                .min()
                .orElse(0);
        return template.ids("AWS::Serverless::Function").stream()
                .filter(id -> template.properties(id).path("Events").isEmpty())
                .filter(id -> template.properties(id).path("Timeout").asInt() * 1000 >= patience)
                .map(id -> id + " works on after the gateway has answered")
                .toList();
    }

    private static List<String> bounds(ResolvedTemplate template) {
        Stream<String> apis = template.ids("AWS::Serverless::Api").stream()
                .filter(id -> template.properties(id)
                        .path("MethodSettings")
                        .valueStream()
                        .noneMatch(
                                setting -> setting.path("ThrottlingRateLimit").asInt() > 0))
                .map(id -> id + " takes any number of calls");
        Stream<String> plans = template.ids("AWS::ApiGateway::UsagePlan").stream()
                .filter(id -> template.properties(id).path("Throttle").isEmpty()
                        || template.properties(id).path("Quota").isEmpty())
                .map(id -> id + " has no throttle or no quota");
        return Stream.concat(apis, plans).toList();
    }

    private static Stream<Operation> operations(ResolvedTemplate template) {
        return template.ids("AWS::Serverless::Api").stream()
                .flatMap(id -> template.properties(id).path("DefinitionBody").path("paths").properties().stream())
                .flatMap(path -> path.getValue().valueStream().map(body -> new Operation(path.getKey(), body)));
    }

    private record Operation(String path, JsonNode body) {}
}
