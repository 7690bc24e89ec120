package farebox.local.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.awsjson.ServiceFixture;
import farebox.local.eventbridge.awsjson.EventBridgeApi;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** The emulator's event bus, a client for it, and a rule that keeps the events of one source. */
public final class EventBusFixture implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-27T12:00:00Z"));
    private final List<JsonNode> events = new ArrayList<>();
    private final ServiceFixture server;
    private final EventBridgeClient client;

    public EventBusFixture(String source) {
        EventBus bus = new EventBus(
                "us-east-1",
                "000000000000",
                new EventBus.Host(
                        timers,
                        timers,
                        new InMemoryDocuments(),
                        new Random(1),
                        (_, payload) -> {
                            events.add(read(payload));
                            return CompletableFuture.completedStage(new Targets.Outcome.Delivered());
                        },
                        EventDelivery.once()));
        this.server = new ServiceFixture(List.of(new EventBridgeApi(bus, timers).service()));
        this.client = server.client(EventBridgeClient.builder());
        client.putRule(put -> put.name("all").eventPattern("{\"source\": [\"" + source + "\"]}"));
        client.putTargets(put -> put.rule("all")
                .targets(Target.builder().id("target").arn("arn:target").build()));
    }

    public EventBridgeClient client() {
        return client;
    }

    /** Those that were delivered, in the form that targets receive. */
    public List<JsonNode> events() {
        timers.advance(Duration.ZERO);
        return List.copyOf(events);
    }

    /** From now on no request is answered. */
    public void stop() {
        server.close();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private static JsonNode read(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
