package farebox.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.apigateway.Functions.StreamedAnswer;
import farebox.local.http.WebResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a function returned to the gateway. API Gateway takes these fields, none other, and needs none of them.
 */
final class ProxyResponses {
    private static final Set<String> FIELDS =
            Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

    /** The gateway has its own of these, and shows the function's under another name. */
    private static final Set<String> REMAPPED =
            Set.of("connection", "content-length", "date", "server", "www-authenticate");

    private static final int LOWEST_STATUS = 100;
    private static final int HIGHEST_STATUS = 599;

    private final ObjectMapper json;

    ProxyResponses(ObjectMapper json) {
        this.json = json;
    }

    /** The answer to the caller, or why there is none. */
    sealed interface Reading {
        record Whole(WebResponse response) implements Reading {}

        record Broken(GatewayError error) implements Reading {}
    }

    /** @param binary whether the API passes bytes on to this caller */
    Reading read(byte[] payload, boolean binary) {
        Optional<JsonNode> answer = parse(payload).filter(ProxyResponses::hasTheForm);
        Optional<Integer> status = answer.flatMap(ProxyResponses::status);
        if (status.isEmpty()) {
            return new Reading.Broken(GatewayError.badGateway());
        }
        return body(answer.orElseThrow(), binary)
                .<Reading>map(
                        body -> new Reading.Whole(new WebResponse(status.get(), headers(answer.orElseThrow()), body)))
                .orElseGet(() -> new Reading.Broken(GatewayError.undecodable()));
    }

    /** The metadata of a stream are those of a whole answer without a body; what they do not know is passed over. */
    Reading read(StreamedHead head, StreamedAnswer rest) {
        Optional<JsonNode> metadata =
                parse(head.metadata()).filter(answer -> answer.isObject() && areHeaders(answer.path("headers")));
        return metadata.flatMap(ProxyResponses::status)
                .<Reading>map(status -> new Reading.Whole(new WebResponse(
                        status, headers(metadata.orElseThrow()), head.body(), out -> forward(rest, out))))
                .orElseGet(() -> new Reading.Broken(GatewayError.badGateway()));
    }

    private static void forward(StreamedAnswer rest, OutputStream out) throws IOException, InterruptedException {
        for (Optional<byte[]> next = rest.next(); next.isPresent(); next = rest.next()) {
            out.write(next.get());
        }
        if (!(rest.outcome() instanceof Functions.Outcome.Answered)) {
            throw new IOException("the function broke its answer off");
        }
    }

    private Optional<JsonNode> parse(byte[] payload) {
        try {
            return Optional.ofNullable(json.readTree(payload));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean hasTheForm(JsonNode answer) {
        JsonNode body = answer.path("body");
        JsonNode multi = answer.path("multiValueHeaders");
        return answer.isObject()
                && answer.propertyStream().allMatch(field -> FIELDS.contains(field.getKey()))
                && (isAbsent(body) || body.isTextual())
                && areHeaders(answer.path("headers"))
                && (isAbsent(multi)
                        || (multi.isObject()
                                && multi.valueStream().allMatch(values -> values.isArray() && areTexts(values))));
    }

    private static boolean areHeaders(JsonNode headers) {
        return isAbsent(headers) || (headers.isObject() && areTexts(headers));
    }

    private static boolean areTexts(JsonNode values) {
        return values.valueStream().allMatch(value -> value.isTextual() || value.isBoolean());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static Optional<Integer> status(JsonNode answer) {
        JsonNode status = answer.path("statusCode");
        if (isAbsent(status)) {
            return Optional.of(200);
        }
        boolean isWhole = status.isIntegralNumber()
                || (status.isTextual() && status.asText().matches("\\d{3}"));
        return Optional.of(status.asInt())
                .filter(value -> isWhole && value >= LOWEST_STATUS && value <= HIGHEST_STATUS);
    }

    /** Values of multiValueHeaders stand for those of headers with the same name. */
    private static Map<String, List<String>> headers(JsonNode answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("application/json"));
        answer.path("headers").forEachEntry((name, value) -> put(headers, name, List.of(value.asText())));
        answer.path("multiValueHeaders").forEachEntry((name, values) -> {
            List<String> all = new ArrayList<>();
            values.forEach(value -> all.add(value.asText()));
            put(headers, name, all);
        });
        return headers;
    }

    private static void put(Map<String, List<String>> headers, String name, List<String> values) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!key.equals("transfer-encoding")) {
            headers.put(REMAPPED.contains(key) ? "x-amzn-remapped-" + key : key, values);
        }
    }

    private static Optional<byte[]> body(JsonNode answer, boolean binary) {
        String text = answer.path("body").asText("");
        if (!binary || !answer.path("isBase64Encoded").asBoolean()) {
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
