package farebox.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** What is wrong, in words, with a function's answer to an event of that name. */
final class ResponseForm {
    private static final String REFUSED = "-refused-";

    private ResponseForm() {}

    static List<String> problems(String event, JsonNode answer) {
        String function = event.substring(0, event.indexOf('-'));
        return switch (function) {
            case "inference", "usage", "billing", "files", "training", "batches" ->
                proxy(event.contains(REFUSED), answer).toList();
            case "authorizer" -> policy(event, answer).toList();
            case "rollup" -> batch(answer).toList();
            default -> throw new IllegalArgumentException("no form of response is known of " + function);
        };
    }

    /** What API Gateway takes for an answer of a proxy; with any other it would answer 502. */
    private static Stream<String> proxy(boolean isRefused, JsonNode answer) {
        int status = answer.path("statusCode").asInt();
        boolean promised = isRefused ? status >= 400 && status < 500 : status == 200;
        return Stream.of(
                        wrong(!promised, "the status is " + status),
                        wrong(!answer.path("isBase64Encoded").asBoolean(), "the body would be decoded as text is"),
                        wrong(!isBase64(answer.path("body").asText(" ")), "the body is not base64"),
                        wrong(
                                answer.path("headers").properties().stream()
                                        .anyMatch(header -> !header.getValue().isTextual()),
                                "a header is not text"),
                        wrong(answer.path("headers").path("content-type").isMissingNode(), "it has no content type"))
                .flatMap(problem -> problem);
    }

    /** A policy for the stage, with whom it is for if it allows and with what to say if it denies. */
    private static Stream<String> policy(String event, JsonNode answer) {
        JsonNode statement = answer.at("/policyDocument/Statement/0");
        String effect = statement.path("Effect").asText();
        String promised = event.contains("-bearer-") || event.contains("-x-api-key-") ? "Allow" : "Deny";
        return Stream.of(
                        wrong(!effect.equals(promised), "the effect is " + effect),
                        wrong(
                                !statement.path("Action").asText().equals("execute-api:Invoke"),
                                "it is for another action"),
                        wrong(!statement.path("Resource").asText().endsWith("/live/*/*"), "it is not for the stage"),
                        wrong(answer.path("principalId").asText().isEmpty(), "it is for nobody"),
                        wrong(
                                effect.equals("Deny")
                                        && answer.at("/context/deniedBody")
                                                .asText()
                                                .isEmpty(),
                                "the gateway would have nothing to say"))
                .flatMap(problem -> problem);
    }

    private static Stream<String> batch(JsonNode answer) {
        return Stream.of(
                        wrong(!answer.path("batchItemFailures").isArray(), "it does not say what failed"),
                        wrong(!answer.path("batchItemFailures").isEmpty(), "something failed"),
                        wrong(!answer.path("state").isObject(), "it gives the window no state back"))
                .flatMap(problem -> problem);
    }

    private static Stream<String> wrong(boolean is, String problem) {
        return is ? Stream.of(problem) : Stream.empty();
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
