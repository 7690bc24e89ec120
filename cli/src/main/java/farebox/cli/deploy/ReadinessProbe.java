package farebox.cli.deploy;

import farebox.cli.cloudformation.PollingDelay;
import farebox.cli.operator.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Waits until a new API answers: the gateway needs a moment after its stack is complete. */
final class ReadinessProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int MAX_ATTEMPTS = 60;
    private static final int OK = 200;

    private final HttpClient http;
    private final PollingDelay pollingDelay;

    ReadinessProbe(HttpClient http, PollingDelay pollingDelay) {
        this.http = http;
        this.pollingDelay = pollingDelay;
    }

    /** @throws UserError if it does not answer in a minute */
    void await(URI url) throws InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create(url + "/health"))
                .timeout(TIMEOUT)
                .build();
        String last = "";
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            last = ask(health);
            if (last.isEmpty()) {
                return;
            }
            pollingDelay.pause(BETWEEN);
        }
        throw new UserError("the stack is there, but " + health.uri() + " does not answer: " + last);
    }

    /** @return empty if all is well */
    private String ask(HttpRequest health) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(health, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK ? "" : answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
