package farebox.local.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.host.Documents;
import farebox.local.host.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends payloads until the target takes them, their retries are used up, or they are too old. */
public final class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration MAX_RETRY = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Host host;
    private final String prefix;

    /** What deliveries take from their host. */
    public record Host(InstantSource clock, Timers timers, Documents documents, Targets targets) {}

    /** @param service whose deliveries they are; names their documents */
    public Deliveries(Host host, String service) {
        this.host = host;
        this.prefix = service + "/delivery/";
    }

    /**
     * @param accepted when the event came
     * @param attempt from 0
     */
    public record Delivery(
            String id,
            String arn,
            String payload,
            Instant accepted,
            int attempt,
            Rule.RetryPolicy retry,
            Optional<String> deadLetterArn) {
        Delivery next() {
            return new Delivery(id, arn, payload, accepted, attempt + 1, retry, deadLetterArn);
        }
    }

    /** Stores the delivery, and sends it after the delay. */
    public void add(Delivery delivery, Duration delay) {
        host.documents().write(Map.of(prefix + delivery.id(), Optional.of(text(delivery))));
        host.timers().at(host.clock().instant().plus(delay), () -> send(delivery));
    }

    /** Goes on with what had not been delivered when the last process ended. */
    public void resume() {
        host.documents().read(prefix).values().stream()
                .map(Deliveries::parse)
                .forEach(delivery -> host.timers().at(host.clock().instant(), () -> send(delivery)));
    }

    private void send(Delivery delivery) {
        var _ = outcome(delivery).whenComplete((outcome, bug) -> {
            Targets.Outcome known =
                    bug == null ? outcome : new Targets.Outcome.Refused("the target failed: " + bug, true);
            switch (known) {
                case Targets.Outcome.Delivered delivered -> forget(delivery);
                case Targets.Outcome.Refused refused -> refused(delivery, refused);
            }
        });
    }

    private CompletionStage<Targets.Outcome> outcome(Delivery delivery) {
        try {
            return host.targets().send(delivery.arn(), delivery.payload());
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void refused(Delivery delivery, Targets.Outcome.Refused refused) {
        Duration delay = delay(delivery.attempt());
        boolean tooOld = host.clock()
                .instant()
                .plus(delay)
                .isAfter(delivery.accepted().plus(delivery.retry().maxAge()));
        if (refused.retryable()
                && !tooOld
                && delivery.attempt() < delivery.retry().maxAttempts()) {
            add(delivery.next(), delay);
            return;
        }
        forget(delivery);
        log.atWarn()
                .addKeyValue("target", delivery.arn())
                .addKeyValue("reason", refused.reason())
                .addKeyValue("attempts", delivery.attempt() + 1)
                .log("event_not_delivered");
        delivery.deadLetterArn().ifPresent(queue -> add(deadLetter(delivery, queue), Duration.ZERO));
    }

    private static Delivery deadLetter(Delivery failed, String queue) {
        return new Delivery(
                failed.id() + "-dead", queue, failed.payload(), failed.accepted(), 0, failed.retry(), Optional.empty());
    }

    /** Doubles with each attempt; EventBridge adds jitter, which on one machine nobody needs. */
    private static Duration delay(int attempt) {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(attempt, 20));
        return delay.compareTo(MAX_RETRY) > 0 ? MAX_RETRY : delay;
    }

    private void forget(Delivery delivery) {
        host.documents().write(Map.of(prefix + delivery.id(), Optional.empty()));
    }

    private static String text(Delivery delivery) {
        var json = JSON.createObjectNode()
                .put("id", delivery.id())
                .put("arn", delivery.arn())
                .put("payload", delivery.payload())
                .put("accepted", delivery.accepted().toString())
                .put("attempt", delivery.attempt())
                .put("maxAttempts", delivery.retry().maxAttempts())
                .put("maxAge", delivery.retry().maxAge().toString());
        delivery.deadLetterArn().ifPresent(arn -> json.put("deadLetterArn", arn));
        return json.toString();
    }

    private static Delivery parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new Delivery(
                    json.get("id").asText(),
                    json.get("arn").asText(),
                    json.get("payload").asText(),
                    Instant.parse(json.get("accepted").asText()),
                    json.get("attempt").asInt(),
                    new Rule.RetryPolicy(
                            json.get("maxAttempts").asInt(),
                            Duration.parse(json.get("maxAge").asText())),
                    Optional.ofNullable(json.get("deadLetterArn")).map(JsonNode::asText));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored delivery cannot be read", e);
        }
    }
}
