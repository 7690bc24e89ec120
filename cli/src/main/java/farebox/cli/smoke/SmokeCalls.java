package farebox.cli.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.cli.cloudformation.PollingDelay;
import farebox.cli.operator.Progress;
import farebox.cli.operator.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/** The handful of calls after which a deployment is believed: a prediction, what it used, and a refusal. */
final class SmokeCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAX_ATTEMPTS = 60;
    private static final int DIMENSIONS = 384;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final String EMBEDDING =
            "{\"model\": \"all-minilm-l6-v2\", \"input\": \"The cat sits on the mat.\"}";

    private final URI url;
    private final Progress progress;
    private final InstantSource clock;
    private final PollingDelay pollingDelay;
    private final HttpClient http = HttpClient.newHttpClient();

    SmokeCalls(URI url, Progress progress, InstantSource clock, PollingDelay pollingDelay) {
        this.url = url;
        this.progress = progress;
        this.clock = clock;
        this.pollingDelay = pollingDelay;
    }

    /** @throws UserError if an answer is not as it should be */
    void run(String key) throws InterruptedException {
        int tokens = embedding(key);
        progress.step("a call with the key: an embedding for " + tokens + " tokens");
        HttpResponse<String> refused = send(embeddingWith(key + "x"));
        if (refused.statusCode() != UNAUTHORIZED) {
            throw unexpected("a call with a wrong key", refused);
        }
        progress.step("a call with a wrong key: 401");
        awaitUsage(key, tokens);
        progress.step("usage shows the tokens of the one call, and nothing for the other");
    }

    private int embedding(String key) throws InterruptedException {
        HttpResponse<String> answer = send(embeddingWith(key));
        JsonNode body = json(answer);
        if (answer.statusCode() != OK
                || body.path("data").path(0).path("embedding").size() != DIMENSIONS) {
            throw unexpected("a call with the key", answer);
        }
        return body.path("usage").path("total_tokens").asInt();
    }

    /** Usage is added up a moment after the call. */
    private void awaitUsage(String key, int tokens) throws InterruptedException {
        URI since = URI.create(url + "/v1/usage?bucket_width=1h&start_time="
                + clock.instant().minus(HOUR).getEpochSecond());
        HttpRequest request = authorized(since, key).GET().build();
        HttpResponse<String> answer = send(request);
        for (int i = 0; i < MAX_ATTEMPTS && counted(answer) == 0; i++) {
            pollingDelay.pause(BETWEEN);
            answer = send(request);
        }
        if (answer.statusCode() != OK || counted(answer) != tokens) {
            throw unexpected("usage, where " + tokens + " tokens should be,", answer);
        }
    }

    private static int counted(HttpResponse<String> answer) {
        return json(answer).findValues("input_tokens").stream()
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    private HttpRequest embeddingWith(String key) {
        return authorized(URI.create(url + "/v1/embeddings"), key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(EMBEDDING))
                .build();
    }

    private static HttpRequest.Builder authorized(URI where, String key) {
        return HttpRequest.newBuilder(where).timeout(TIMEOUT).header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UserError(request.uri() + " does not answer: " + e.getMessage(), e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw unexpected("a call", answer);
        }
    }

    private static UserError unexpected(String what, HttpResponse<String> answer) {
        return new UserError(what + " was answered " + answer.statusCode() + ": " + answer.body());
    }
}
