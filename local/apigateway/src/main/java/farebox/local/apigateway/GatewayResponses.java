package farebox.local.apigateway;

import farebox.local.http.WebResponse;
import farebox.local.template.ResponseType;
import farebox.local.template.RestApi;
import farebox.local.template.RestApi.GatewayAnswer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the gateway says by itself: in the template's words where it has some, else in API Gateway's. */
final class GatewayResponses {
    private static final String JSON = "application/json";
    private static final GatewayAnswer DEFAULT =
            new GatewayAnswer("", Map.of(JSON, "{\"message\":$context.error.messageString}"), Map.of());

    private final Map<ResponseType, GatewayAnswer> own;

    GatewayResponses(RestApi api) {
        this.own = api.gatewayAnswers();
    }

    /** Variables of {@code $context} that a refusal adds. */
    static Map<String, String> variables(GatewayError error) {
        return Map.of(
                "error.message", error.message(),
                "error.messageString", error.message().isEmpty() ? "null" : '"' + error.message() + '"',
                "error.responseType", error.type().name());
    }

    /**
     * @param accept the caller's header
     * @param variables of {@code $context}, those of the refusal among them
     */
    WebResponse answer(GatewayError error, String accept, Map<String, String> variables) {
        GatewayAnswer customized = find(error.type());
        Map<String, List<String>> headers = new LinkedHashMap<>();
        String type = contentType(customized, accept);
        headers.put("content-type", List.of(type));
        headers.put("x-amzn-ErrorType", List.of(error.exception()));
        customized.headers().forEach((name, value) -> {
            String text = header(value, variables);
            if (!text.isEmpty()) {
                headers.put(name, List.of(text));
            }
        });
        String template =
                customized.templates().getOrDefault(type, DEFAULT.templates().getOrDefault(JSON, ""));
        byte[] body = ContextText.fill(template, variables, "").getBytes(StandardCharsets.UTF_8);
        return new WebResponse(status(customized, error), headers, body);
    }

    private GatewayAnswer find(ResponseType type) {
        return Stream.of(type, type.fallback())
                .flatMap(each -> Optional.ofNullable(own.get(each)).stream())
                .findFirst()
                .orElse(DEFAULT);
    }

    private static int status(GatewayAnswer customized, GatewayError error) {
        return customized.status().isEmpty() ? error.status() : Integer.parseInt(customized.status());
    }

    /** The first that the caller accepts and there is, else JSON, else whatever there is. */
    private static String contentType(GatewayAnswer customized, String accept) {
        Stream<String> accepted = Stream.of(accept.split(",", -1))
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        return Stream.concat(accepted, Stream.of(JSON))
                .filter(customized.templates()::containsKey)
                .findFirst()
                .or(() -> customized.templates().keySet().stream().sorted().findFirst())
                .orElse(JSON);
    }

    private static String header(String value, Map<String, String> variables) {
        return value.startsWith("'")
                ? value.substring(1, value.length() - 1)
                : variables.getOrDefault(value.substring("context.".length()), "");
    }
}
