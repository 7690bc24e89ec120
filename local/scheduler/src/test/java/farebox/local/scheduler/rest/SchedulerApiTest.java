package farebox.local.scheduler.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.eventbridge.Deliveries;
import farebox.local.eventbridge.Targets;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.http.WebRequest;
import farebox.local.http.WebResponse;
import farebox.local.scheduler.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class SchedulerApiTest {
    private static final String BODY = """
            {"ScheduleExpression": "at(2026-03-01T14:00:00)", "ScheduleExpressionTimezone": "Europe/Berlin",
             "FlexibleTimeWindow": {"Mode": "OFF"}, "ActionAfterCompletion": "DELETE",
             "Target": {"Arn": "arn:f", "RoleArn": "arn:role", "Input": "{\\"a\\": 1}"}}""";

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T12:00:00Z"));
    private final List<String> sent = new ArrayList<>();
    private final SchedulerApi api = new SchedulerApi(new Scheduler(
            "us-east-1",
            "000000000000",
            new Deliveries.Host(timers, timers, new InMemoryDocuments(), (arn, payload) -> {
                sent.add(arn + " " + payload);
                return CompletableFuture.completedStage(new Targets.Outcome.Delivered());
            })));

    private WebResponse send(String method, String target, String body) {
        return api.answer(
                new WebRequest(method, target, "", Map.of(), body.getBytes(StandardCharsets.UTF_8), "127.0.0.1"));
    }

    private static JsonNode json(WebResponse response) throws JsonProcessingException {
        return new ObjectMapper().readTree(new String(response.body(), StandardCharsets.UTF_8));
    }

    @Test
    void schedule_isCreatedDescribedAndRun() throws JsonProcessingException {
        assertThat(json(send("POST", "/schedules/a", BODY)).get("ScheduleArn").asText())
                .isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/default/a");
        assertThat(json(send("GET", "/schedules/a", "")).at("/Target/Input").asText())
                .isEqualTo("{\"a\": 1}");
        assertThat(json(send("GET", "/schedules", "")).get("Schedules")).hasSize(1);

        timers.advance(Duration.ofHours(1));

        assertThat(sent).containsExactly("arn:f {\"a\": 1}");
        assertThat(send("GET", "/schedules/a", "").status()).isEqualTo(404);
    }

    @Test
    void errors_haveTheirStatusAndType() {
        send("POST", "/schedules/a", BODY);

        assertThat(send("POST", "/schedules/a", BODY).status()).isEqualTo(409);
        assertThat(send("DELETE", "/schedules/b", "").headers())
                .containsEntry("x-amzn-errortype", List.of("ResourceNotFoundException"));
        assertThat(send("POST", "/schedules/b", "{").status()).isEqualTo(400);
        assertThat(send("POST", "/schedules/b", BODY.replace("Europe/Berlin", "Nowhere"))
                        .status())
                .isEqualTo(400);
        assertThat(send("POST", "/schedules/b", BODY.replace("FlexibleTimeWindow", "Other"))
                        .status())
                .isEqualTo(400);
        assertThat(send("PUT", "/schedules/a", BODY).status()).isEqualTo(200);
        assertThat(send("DELETE", "/schedules/a", "").status()).isEqualTo(200);
    }
}
