package farebox.template;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.GatewayErrorFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules about what the gateway lets through, in the form of {@link TemplateRules}. */
final class GatewayRules {
    /** Paths of the service that anyone may read. */
    private static final Set<String> PUBLIC =
            Set.of("/health", "/openapi.json", "/schemas/training.json", "/v2", "/v2/health/{probe}");

    /** Paths that lead nowhere, so that the function says 404 there. */
    static final Set<String> PARENTS = Set.of(
            "/",
            "/v1",
            "/v1/organization",
            "/v1/organization/usage",
            "/v2/health",
            "/v2/models",
            "/v2/repository",
            "/v1/chat",
            "/v1/fine_tuning",
            "/schemas",
            "/models",
            "/pipeline",
            "/endpoints",
            "/endpoints/{endpoint}",
            "/{proxy+}");

    static final String ANY = "x-amazon-apigateway-any-method";
    private static final String INTEGRATION = "x-amazon-apigateway-integration";
    /** In the ARN of the function whose handler runs a {@link farebox.http.runtime.StreamingRuntime}. */
    private static final String STREAMING = "-inferencefunction:";

    private static final String RESPONSES = "x-amazon-apigateway-gateway-responses";

    /** By which the gateway returns an error once the authorizer has run. */
    private static final Map<String, GatewayErrorFormat> AFTER_AUTHORIZER = Map.of(
            "INVALID_API_KEY", GatewayErrorFormat.NO_PLAN,
            "REQUEST_TOO_LARGE", GatewayErrorFormat.TOO_LARGE,
            "THROTTLED", GatewayErrorFormat.THROTTLED,
            "QUOTA_EXCEEDED", GatewayErrorFormat.QUOTA,
            "INTEGRATION_FAILURE", GatewayErrorFormat.FAILED,
            "INTEGRATION_TIMEOUT", GatewayErrorFormat.TIMED_OUT,
            "DEFAULT_5XX", GatewayErrorFormat.FAILED);

    /** One API of one account; the methods and paths below it may be any. */
    private static final String OWN_API = "arn:aws:execute-api:[a-z0-9-]+:[0-9]{12}:[a-z0-9]+/.*";

    private static final int GATEWAY_LIMIT_MILLIS = 29_000;

    private GatewayRules() {}

    static Map<String, Function<ResolvedTemplate, List<String>>> all() {
        return Map.of(
                "functions are called by the gateway's own API only", GatewayRules::callers,
                "every call wants a key, unless it asks how the service is", GatewayRules::keys,
                "a function ends before the gateway gives up on it", GatewayRules::timeouts,
                "calls are bounded, for all and for each", GatewayRules::bounds,
                "what does not exist is the function's to say", GatewayRules::unknown,
                "the gateway's errors have the form of their protocol", GatewayRules::errors,
                "only the function that streams is called as one", GatewayRules::streams,
                "usage can be read when the quota is used up", GatewayRules::usage,
                "callers are told the limits that their plans have", GatewayRules::limits);
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
                .filter(operation -> !PUBLIC.contains(operation.path()) && !PARENTS.contains(operation.path()))
                .filter(operation -> !operation.method().equals("options"))
                .filter(operation -> operation.body().path("security").isEmpty())
                .map(operation -> operation.path() + " answers without a key")
                .toList();
    }

    private static List<String> timeouts(ResolvedTemplate template) {
        int patience = operations(template)
                .mapToInt(operation -> operation
                        .body()
                        .path(INTEGRATION)
                        .path("timeoutInMillis")
                        .asInt(GATEWAY_LIMIT_MILLIS))
                .min()
                .orElse(0);
        return template.ids("AWS::Serverless::Function").stream()
                .filter(id -> template.properties(id).path("Events").isEmpty())
                .filter(id -> !runsTasks(id, template))
                .filter(id -> template.properties(id).path("Timeout").asInt() * 1000 >= patience)
                .map(id -> id + " works on after the gateway has answered")
                .toList();
    }

    /** A state machine invokes it. */
    private static boolean runsTasks(String function, ResolvedTemplate template) {
        return template.ids("AWS::Serverless::StateMachine").stream()
                .map(id ->
                        template.properties(id).path("DefinitionSubstitutions").toString())
                .anyMatch(substitutions -> substitutions.contains("-" + function.toLowerCase(Locale.ROOT) + ":"));
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

    /** Each path takes any method, and so does each of its parents, and whatever lies below none of them. */
    private static List<String> unknown(ResolvedTemplate template) {
        Set<String> all = operations(template)
                .filter(operation -> operation.method().equals(ANY))
                .map(Operation::path)
                .collect(Collectors.toSet());
        Stream<String> wanted = operations(template)
                .map(Operation::path)
                .flatMap(path -> Stream.iterate(path, at -> !at.isEmpty(), at -> at.substring(0, at.lastIndexOf('/'))));
        return Stream.concat(wanted, Stream.of("/", "/{proxy+}"))
                .distinct()
                .filter(path -> !all.contains(path))
                .map(path -> path + " does not take every method")
                .toList();
    }

    private static List<String> errors(ResolvedTemplate template) {
        return apis(template)
                .flatMap(api -> api.path(RESPONSES).properties().stream())
                .filter(response -> !isFormatted(
                        response.getKey(),
                        response.getValue()
                                .path("responseTemplates")
                                .path("application/json")
                                .asText()))
                .map(response -> response.getKey() + " has one protocol's form for all")
                .toList();
    }

    private static boolean isFormatted(String type, String body) {
        if (type.equals("ACCESS_DENIED")) {
            return body.equals("$context.authorizer.deniedBody");
        }
        String open = Optional.ofNullable(AFTER_AUTHORIZER.get(type))
                .map(error -> "$context.authorizer." + error.variable("Open"))
                .orElse("");
        String close = Optional.ofNullable(AFTER_AUTHORIZER.get(type))
                .map(error -> "$context.authorizer." + error.variable("Close"))
                .orElse("");
        return body.matches(
                Pattern.quote("{\"error\": " + open + "\"") + "[^\"{}]+" + Pattern.quote("\"" + close + "}"));
    }

    /** The gateway reads a streamed response in another form, and calls for it by another operation of Lambda. */
    private static List<String> streams(ResolvedTemplate template) {
        return operations(template)
                .filter(operation -> operation.body().has(INTEGRATION))
                .filter(operation -> {
                    JsonNode integration = operation.body().path(INTEGRATION);
                    String uri = integration.path("uri").asText();
                    boolean streams = uri.contains(STREAMING);
                    return streams
                                    != integration
                                            .path("responseTransferMode")
                                            .asText()
                                            .equals("STREAM")
                            || streams != uri.endsWith("/response-streaming-invocations");
                })
                .map(operation -> operation.path() + " is read in a form that its function does not have")
                .toList();
    }

    private static List<String> usage(ResolvedTemplate template) {
        return operations(template)
                .filter(operation -> operation.path().contains("/usage"))
                .filter(operation ->
                        operation.body().path("security").valueStream().anyMatch(all -> all.has("UsagePlanKey")))
                .map(operation -> operation.path() + " counts against the quota it tells of")
                .toList();
    }

    private static List<String> limits(ResolvedTemplate template) {
        String told = template.properties("AuthorizerFunction")
                .path("Environment")
                .path("Variables")
                .path("PLAN_LIMITS")
                .asText();
        return template.ids("AWS::ApiGateway::UsagePlan").stream()
                .map(template::properties)
                .map(plan -> plan.path("UsagePlanName").asText().replaceFirst(".*-", "") + "="
                        + plan.path("Throttle").path("RateLimit").asText() + "/"
                        + plan.path("Throttle").path("BurstLimit").asText())
                .filter(limit -> !List.of(told.split(" ", -1)).contains(limit))
                .map(limit -> limit + " is not what PLAN_LIMITS says")
                .toList();
    }

    private static Stream<JsonNode> apis(ResolvedTemplate template) {
        return template.ids("AWS::Serverless::Api").stream()
                .map(id -> template.properties(id).path("DefinitionBody"));
    }

    private static Stream<Operation> operations(ResolvedTemplate template) {
        return apis(template)
                .flatMap(api -> api.path("paths").properties().stream())
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> new Operation(path.getKey(), method.getKey(), method.getValue())));
    }

    private record Operation(String path, String method, JsonNode body) {}
}
