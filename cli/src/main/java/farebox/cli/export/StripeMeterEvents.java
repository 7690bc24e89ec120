package farebox.cli.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;

/**
 * Sends meter events to Stripe, one call each, and reads the status of each. Stripe takes an identifier once, so that
 * what is sent again is not billed again.
 */
public final class StripeMeterEvents {
    public static final URI STRIPE = URI.create("https://api.stripe.com");

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI endpoint;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** @param key a secret or restricted key that may write meter events */
    public StripeMeterEvents(URI endpoint, String key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    /** @param event a line of the export */
    public SendStatus send(String event) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request(event), HttpResponse.BodyHandlers.ofString());
            return status(response);
        } catch (JsonProcessingException e) {
            return new SendStatus.Rejected("not a line of an export: " + e.getOriginalMessage());
        } catch (IOException e) {
            return new SendStatus.NotSent(e.getClass().getSimpleName());
        }
    }

    private static SendStatus status(HttpResponse<String> response) {
        int code = response.statusCode();
        if (code == 200) {
            return new SendStatus.Accepted();
        }
        String reason = code + " " + message(response.body());
        if (code == 400 && reason.contains("identifier") && reason.contains("already")) {
            return new SendStatus.Duplicate();
        }
        return code == 429 || code >= 500 ? new SendStatus.NotSent(reason) : new SendStatus.Rejected(reason);
    }

    private static String message(String body) {
        try {
            return MAPPER.readTree(body).at("/error/message").asText("");
        } catch (JsonProcessingException noJson) {
            return "";
        }
    }

    private HttpRequest request(String event) throws JsonProcessingException {
        return HttpRequest.newBuilder(endpoint.resolve("/v1/billing/meter_events"))
                .timeout(TIMEOUT)
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(MAPPER.readTree(event))))
                .build();
    }

    /** Nested fields as Stripe writes them: {@code payload[value]=3}. */
    private static String form(JsonNode event) {
        StringJoiner form = new StringJoiner("&");
        event.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                field.getValue()
                        .properties()
                        .forEach(inner -> form.add(pair(
                                field.getKey() + "[" + inner.getKey() + "]",
                                inner.getValue().asText())));
            } else {
                form.add(pair(field.getKey(), field.getValue().asText()));
            }
        });
        return form.toString();
    }

    private static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
