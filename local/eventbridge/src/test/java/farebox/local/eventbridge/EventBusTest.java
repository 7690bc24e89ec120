package farebox.local.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import farebox.local.eventbridge.targets.TargetInput;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.host.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class EventBusTest {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:dead";
    private static final String UPLOADS = """
            {"source": ["aws.s3"], "detail": {"object": {"key": [{"suffix": "training.json"}]}}}""";

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T12:00:00Z"));
    private final InMemoryDocuments documents = new InMemoryDocuments();
    private final List<String> sent = new ArrayList<>();
    private Function<String, Targets.Outcome> target = arn -> new Targets.Outcome.Delivered();
    private EventBus bus = bus(EventDelivery.once());

    private EventBus bus(EventDelivery delivery) {
        Targets targets = (arn, payload) -> {
            sent.add(arn + " " + payload);
            return CompletableFuture.completedStage(target.apply(arn));
        };
        return new EventBus(
                "us-east-1",
                "000000000000",
                new EventBus.Host(timers, timers, documents, new Random(1), targets, delivery));
    }

    private void rule(Rule.RetryPolicy retry) {
        bus.put("uploads", UPLOADS, true);
        bus.putTargets(
                "uploads",
                List.of(new Rule.Target(
                        "t", FUNCTION, new TargetInput.Part("$.detail.object.key"), retry, Optional.of(QUEUE))));
    }

    private void upload(String key) {
        bus.put(Event.objectCreated(
                new Event.StoredObject("uploads", key, 3, "etag", "v1", "0001", "PutObject"), timers.instant()));
    }

    @Test
    void event_thatMatches_isSentToTheTarget() {
        rule(Rule.RetryPolicy.DEFAULT);

        upload("a/training.json");
        upload("a/data.csv");
        timers.advance(Duration.ZERO);

        assertThat(sent).containsExactly(FUNCTION + " \"a/training.json\"");
    }

    @Test
    void event_hasTheShapeOfTheService() {
        bus.put("all", "{\"source\": [\"aws.s3\"]}", true);
        bus.putTargets(
                "all",
                List.of(new Rule.Target(
                        "t", FUNCTION, new TargetInput.Whole(), Rule.RetryPolicy.DEFAULT, Optional.empty())));

        upload("k");
        timers.advance(Duration.ZERO);

        assertThat(sent.getFirst().replaceAll("\"id\":\"[0-9a-f-]{36}\"", "\"id\":\"ID\""))
                .isEqualTo(FUNCTION + " " + """
                {"version":"0","id":"ID","detail-type":"Object Created","source":"aws.s3","account":"000000000000",\
                "time":"2026-03-01T12:00:00Z","region":"us-east-1","resources":["arn:aws:s3:::uploads"],\
                "detail":{"version":"0","bucket":{"name":"uploads"},"object":{"key":"k","size":3,"etag":"etag",\
                "sequencer":"0001","version-id":"v1"},"request-id":"0001","requester":"000000000000",\
                "source-ip-address":"127.0.0.1","reason":"PutObject"}}""");
    }

    @Test
    void target_thatRefusesForNow_isTriedAgainLaterEachTime() {
        target = arn -> new Targets.Outcome.Refused("throttled", true);
        rule(Rule.RetryPolicy.DEFAULT);
        upload("training.json");

        timers.advance(Duration.ofSeconds(7));

        assertThat(sent).as("after 0, 1, 3 and 7 seconds").hasSize(4);
    }

    @Test
    void delivery_whoseRetriesAreUsedUp_isADeadLetter() {
        target = arn ->
                arn.equals(QUEUE) ? new Targets.Outcome.Delivered() : new Targets.Outcome.Refused("throttled", true);
        rule(new Rule.RetryPolicy(2, Duration.ofHours(1)));
        upload("training.json");

        timers.advance(Duration.ofHours(2));

        assertThat(sent).hasSize(4).last().isEqualTo(QUEUE + " \"training.json\"");
        assertThat(documents.read("")).isEmpty();
    }

    @Test
    void delivery_thatIsTooOld_isADeadLetter() {
        target = arn -> new Targets.Outcome.Refused("throttled", true);
        rule(new Rule.RetryPolicy(185, Duration.ofSeconds(5)));
        upload("training.json");

        timers.advance(Duration.ofSeconds(6));

        assertThat(sent).filteredOn(each -> each.startsWith(FUNCTION)).hasSize(3);
        assertThat(sent).filteredOn(each -> each.startsWith(QUEUE)).isNotEmpty();
    }

    @Test
    void target_thatRefusesForGood_isNotTriedAgain() {
        target = arn -> new Targets.Outcome.Refused("no such function", false);
        rule(Rule.RetryPolicy.DEFAULT);
        upload("training.json");

        timers.advance(Duration.ofMinutes(1));

        assertThat(sent).filteredOn(each -> each.startsWith(FUNCTION)).hasSize(1);
    }

    @Test
    void delivery_survivesARestart() {
        rule(Rule.RetryPolicy.DEFAULT);
        upload("training.json");
        timers.clear();

        bus = bus(EventDelivery.once());
        bus.resume();
        timers.advance(Duration.ZERO);

        assertThat(sent).hasSize(1);
        assertThat(documents.read("")).isEmpty();
    }

    @Test
    void faultyDelivery_repeatsAndReordersAndLosesNothing() {
        Random random = new Random(5);
        bus = bus(event -> random.nextBoolean()
                ? List.of(Duration.ofSeconds(random.nextInt(60)))
                : List.of(Duration.ofSeconds(random.nextInt(60)), Duration.ofSeconds(random.nextInt(60))));
        rule(Rule.RetryPolicy.DEFAULT);
        List<String> keys = new ArrayList<>();
        for (int index = 0; index < 50; index++) {
            keys.add(index + "/training.json");
            upload(index + "/training.json");
        }

        timers.advance(Duration.ofMinutes(1));

        List<String> received = sent.stream()
                .map(each -> each.substring(FUNCTION.length() + 2, each.length() - 1))
                .toList();
        assertThat(received).containsAll(keys).hasSizeGreaterThan(60);
        assertThat(received.stream().distinct().toList()).isNotEqualTo(keys);
    }

    @Test
    void disabledRule_sendsNothing() {
        rule(Rule.RetryPolicy.DEFAULT);
        bus.enable("uploads", false);

        upload("training.json");
        timers.advance(Duration.ZERO);

        assertThat(sent).isEmpty();
    }

    @Test
    void putAgain_changesThePatternAndKeepsTheTargets() {
        rule(Rule.RetryPolicy.DEFAULT);
        bus.put("uploads", "{\"source\": [\"mine\"]}", true);

        bus.put(new Event("mine", "x", List.of(), timers.instant(), JsonNodeFactory.instance.objectNode()));
        timers.advance(Duration.ZERO);

        assertThat(sent).containsExactly(FUNCTION + " null");
    }

    @Test
    void rule_withTargets_isNotDeleted() {
        rule(Rule.RetryPolicy.DEFAULT);

        assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> bus.delete("uploads"));
        bus.removeTargets("uploads", List.of("t"));
        bus.delete("uploads");

        assertThat(bus.list("")).isEmpty();
        assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> bus.get("uploads"));
    }
}
