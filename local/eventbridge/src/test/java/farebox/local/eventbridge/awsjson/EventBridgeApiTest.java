package farebox.local.eventbridge.awsjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.awsjson.ServiceFixture;
import farebox.local.eventbridge.EventBus;
import farebox.local.eventbridge.EventDelivery;
import farebox.local.eventbridge.Targets;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Through the real SDK. */
final class EventBridgeApiTest {
    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T12:00:00Z"));
    private final List<String> sent = new ArrayList<>();
    private final EventBus bus = new EventBus(
            "us-east-1",
            "000000000000",
            new EventBus.Host(
                    timers,
                    timers,
                    new InMemoryDocuments(),
                    new Random(1),
                    (arn, payload) -> {
                        sent.add(arn + " " + payload);
                        return CompletableFuture.completedStage(new Targets.Outcome.Delivered());
                    },
                    EventDelivery.once()));
    private final ServiceFixture server = new ServiceFixture(List.of(new EventBridgeApi(bus, timers).service()));
    private final EventBridgeClient client = server.client(EventBridgeClient.builder());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void rule() {
        client.putRule(put -> put.name("r").eventPattern("{\"source\": [\"app\"]}"));
        client.putTargets(put -> put.rule("r")
                .targets(Target.builder()
                        .id("t")
                        .arn("arn:t")
                        .inputTransformer(transformer -> transformer
                                .inputPathsMap(Map.of("n", "$.detail.n"))
                                .inputTemplate("{\"number\": <n>}"))
                        .build()));
    }

    private static PutEventsRequestEntry entry(String detail) {
        return PutEventsRequestEntry.builder()
                .source("app")
                .detailType("Thing")
                .detail(detail)
                .build();
    }

    @Test
    void events_reachTheTargetsOfTheirRules() {
        rule();

        PutEventsResponse response = client.putEvents(put -> put.entries(entry("{\"n\": 7}"), entry("{")));
        timers.advance(Duration.ZERO);

        assertThat(response.failedEntryCount()).isOne();
        assertThat(response.entries().get(0).eventId()).isNotBlank();
        assertThat(response.entries().get(1).errorCode()).isEqualTo("MalformedDetail");
        assertThat(sent).containsExactly("arn:t {\"number\": 7}");
    }

    @Test
    void rules_areDescribedDisabledAndDeleted() {
        rule();
        client.disableRule(disable -> disable.name("r"));

        assertThat(client.describeRule(describe -> describe.name("r")).state()).isEqualTo(RuleState.DISABLED);
        assertThat(client.listTargetsByRule(list -> list.rule("r")).targets())
                .extracting(Target::id)
                .containsExactly("t");
        client.removeTargets(remove -> remove.rule("r").ids("t"));
        client.deleteRule(delete -> delete.name("r"));

        assertThat(client.listRules(list -> {}).rules()).isEmpty();
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> client.describeRule(describe -> describe.name("r")));
    }

    @Test
    void patterns_areTestedAndRefused() {
        assertThat(client.testEventPattern(test ->
                                test.eventPattern("{\"source\": [\"app\"]}").event("{\"source\": \"app\"}"))
                        .result())
                .isTrue();
        assertThatExceptionOfType(InvalidEventPatternException.class)
                .isThrownBy(() -> client.putRule(put -> put.name("r").eventPattern("{\"source\": \"app\"}")));
    }
}
