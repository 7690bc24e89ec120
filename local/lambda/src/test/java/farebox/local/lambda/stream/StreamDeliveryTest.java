package farebox.local.lambda.stream;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.lambda.InvokeOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamDeliveryTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final StreamMapping PLAIN = new StreamMapping(3, Duration.ZERO, Duration.ZERO, true);
    private static final StreamMapping BY_MINUTE = new StreamMapping(3, Duration.ZERO, Duration.ofMinutes(1), true);

    private final InMemorySource source = new InMemorySource();
    private final ScriptedFunction function = new ScriptedFunction();
    private Instant now = NOON;

    @Test
    void step_deliversInOrderAndInBatches() throws Exception {
        add(5, NOON);
        StreamDelivery delivery = delivery(PLAIN);

        step(delivery, 3);

        assertThat(function.batches()).containsExactly("001,002,003", "004,005");
        assertThat(source.checkpoint()).isEqualTo("005");
    }

    @Test
    void step_gathersRecordsUntilTheBatchingWindowEnds() throws Exception {
        add(1, NOON);
        StreamDelivery delivery = delivery(new StreamMapping(3, Duration.ofSeconds(2), Duration.ZERO, true));

        assertThat(delivery.step(Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
        now = NOON.plusSeconds(1);
        add(1, now);
        assertThat(delivery.step(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        now = NOON.plusSeconds(2);
        assertThat(delivery.step(Duration.ZERO)).isZero();

        assertThat(function.batches()).containsExactly("001,002");
    }

    @Test
    void step_deliversAFullBatchAtOnce() throws Exception {
        add(4, NOON);
        StreamDelivery delivery = delivery(new StreamMapping(3, Duration.ofSeconds(2), Duration.ZERO, true));

        assertThat(delivery.step(Duration.ZERO)).isZero();
        assertThat(delivery.step(Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));

        assertThat(function.batches()).containsExactly("001,002,003");
    }

    @Test
    void step_repeatsAFailedBatchWithoutGathering() throws Exception {
        add(1, NOON);
        function.ends(new InvokeOutcome.Throttled());
        StreamDelivery delivery = delivery(new StreamMapping(3, Duration.ofSeconds(2), Duration.ZERO, true));
        delivery.step(Duration.ZERO);
        now = NOON.plusSeconds(2);

        assertThat(delivery.step(Duration.ZERO)).isEqualTo(Duration.ofMillis(100));
        assertThat(delivery.step(Duration.ZERO)).isZero();

        assertThat(function.batches()).containsExactly("001", "001");
    }

    @Test
    void step_beginsAfterTheCheckpoint() throws Exception {
        add(4, NOON);
        source.checkpoint("002");

        step(delivery(PLAIN), 1);

        assertThat(function.batches()).containsExactly("003,004");
    }

    @Test
    void step_aFailureIsDeliveredAgainUntilItSucceeds() throws Exception {
        add(2, NOON);
        function.ends(new InvokeOutcome.Crashed(137, "killed"))
                .ends(new InvokeOutcome.TimedOut(Duration.ofSeconds(3)))
                .ends(new InvokeOutcome.FunctionError("Oops", "no", new byte[0]))
                .ends(new InvokeOutcome.Throttled());
        StreamDelivery delivery = delivery(PLAIN);

        step(delivery, 4);

        assertThat(source.checkpoint()).isEqualTo(StreamSource.TRIM_HORIZON);

        step(delivery, 1);

        assertThat(function.batches()).hasSize(5).containsOnly("001,002");
        assertThat(source.checkpoint()).isEqualTo("002");
    }

    @Test
    void step_pausesLongerAfterEachFailureAndNotAfterSuccess() throws Exception {
        add(1, NOON);
        function.ends(new InvokeOutcome.Throttled()).ends(new InvokeOutcome.Throttled());
        StreamDelivery delivery = delivery(PLAIN);

        assertThat(delivery.step(Duration.ZERO)).isEqualTo(Duration.ofMillis(100));
        assertThat(delivery.step(Duration.ZERO)).isEqualTo(Duration.ofMillis(200));
        assertThat(delivery.step(Duration.ZERO)).isEqualTo(Duration.ZERO);
    }

    @Test
    void step_continuesWithTheFirstRecordThatFailed() throws Exception {
        add(3, NOON);
        function.answers("{\"batchItemFailures\":[{\"itemIdentifier\":\"003\"},{\"itemIdentifier\":\"002\"}]}");
        StreamDelivery delivery = delivery(PLAIN);

        step(delivery, 1);

        assertThat(source.checkpoint()).isEqualTo("001");

        step(delivery, 1);

        assertThat(function.batches()).containsExactly("001,002,003", "002,003");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"999\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{}]}",
                "not json"
            })
    void step_anAnswerThatMakesNoSenseFailsTheWholeBatch(String answer) throws Exception {
        add(3, NOON);
        function.answers(answer);

        step(delivery(PLAIN), 1);

        assertThat(source.checkpoint()).isEqualTo(StreamSource.TRIM_HORIZON);
    }

    @Test
    void step_itemFailuresCountOnlyWhereTheMappingSaysSo() throws Exception {
        add(3, NOON);
        function.answers("{\"batchItemFailures\":[{\"itemIdentifier\":\"002\"}]}");

        step(delivery(new StreamMapping(3, Duration.ZERO, Duration.ZERO, false)), 1);

        assertThat(source.checkpoint()).isEqualTo("003");
    }

    @Test
    void window_eventsNameShardWindowAndState() throws Exception {
        add(4, NOON.plusSeconds(90));
        function.answers("{\"state\":{\"sum\":\"3\"}}");
        StreamDelivery delivery = delivery(BY_MINUTE);

        step(delivery, 2);

        assertThat(function.lastEvent().path("window").toString())
                .isEqualTo("{\"start\":\"2026-03-01T12:01:00Z\",\"end\":\"2026-03-01T12:02:00Z\"}");
        assertThat(function.lastEvent().path("state").toString()).isEqualTo("{\"sum\":\"3\"}");
        assertThat(function.lastEvent().path("shardId").asText()).isEqualTo("shardId-1");
        assertThat(function.lastEvent().path("eventSourceARN").asText()).isEqualTo(source.arn());
        assertThat(function.lastEvent().path("isFinalInvokeForWindow").asBoolean())
                .isFalse();
    }

    @Test
    void window_endsByTheClockOnceNothingIsLeftOfIt() throws Exception {
        add(4, NOON);
        function.answers("{\"state\":{\"sum\":\"3\"}}").answers("{\"state\":{\"sum\":\"4\"}}");
        StreamDelivery delivery = delivery(BY_MINUTE);
        now = NOON.plusSeconds(60);

        step(delivery, 3);

        assertThat(function.batches()).containsExactly("001,002,003", "004", "");
        assertThat(function.lastEvent().path("isFinalInvokeForWindow").asBoolean())
                .isTrue();
        assertThat(function.lastEvent().path("state").toString()).isEqualTo("{\"sum\":\"4\"}");
    }

    @Test
    void window_staysOpenUntilItsEnd() throws Exception {
        add(1, NOON);
        StreamDelivery delivery = delivery(BY_MINUTE);
        now = NOON.plusMillis(59_999);

        step(delivery, 5);

        assertThat(function.batches()).containsExactly("001");
    }

    @Test
    void window_endsWhenARecordOfTheNextArrives() throws Exception {
        add(2, NOON);
        add(1, NOON.plusSeconds(60));
        function.answers("{\"state\":{\"sum\":\"2\"}}");
        StreamDelivery delivery = delivery(BY_MINUTE);

        step(delivery, 3);

        assertThat(function.batches()).containsExactly("001,002", "", "003");
        assertThat(function.lastEvent().path("state").toString()).isEqualTo("{}");
    }

    @Test
    void window_aRecordFromBeforeItCountsInIt() throws Exception {
        add(1, NOON);
        add(1, NOON.minusSeconds(30));
        StreamDelivery delivery = delivery(new StreamMapping(1, Duration.ZERO, Duration.ofMinutes(1), true));

        step(delivery, 2);

        assertThat(function.batches()).containsExactly("001", "002");
        assertThat(function.lastEvent().path("window").path("start").asText()).isEqualTo(NOON.toString());
    }

    @Test
    void window_stateThatIsNotYetProcessedHoldsTheCheckpoint() throws Exception {
        add(2, NOON);
        function.answers("{\"state\":{\"sum\":\"2\"}}").ends(new InvokeOutcome.Throttled());
        StreamDelivery delivery = delivery(BY_MINUTE);
        now = NOON.plusSeconds(60);

        step(delivery, 2);

        assertThat(source.checkpoint()).isEqualTo(StreamSource.TRIM_HORIZON);

        step(delivery, 1);

        assertThat(function.batches()).containsExactly("001,002", "", "");
        assertThat(source.checkpoint()).isEqualTo("002");
    }

    @Test
    void window_withoutStateTheCheckpointMovesAtOnce() throws Exception {
        add(2, NOON);

        step(delivery(BY_MINUTE), 1);

        assertThat(source.checkpoint()).isEqualTo("002");
    }

    @Test
    void window_anAnswerWithoutStateIsAFailure() throws Exception {
        add(2, NOON);
        function.answers("{\"batchItemFailures\":[]}");

        step(delivery(BY_MINUTE), 1);

        assertThat(source.checkpoint()).isEqualTo(StreamSource.TRIM_HORIZON);
    }

    @Test
    void window_isEndedEarlyWhenItsStateIsTooLarge() throws Exception {
        add(4, NOON);
        function.answers("{\"state\":{\"sum\":\"" + "9".repeat(1 << 20) + "\"}}");
        StreamDelivery delivery = delivery(BY_MINUTE);

        step(delivery, 2);

        assertThat(function.lastEvent().path("isWindowTerminatedEarly").asBoolean())
                .isTrue();

        step(delivery, 1);

        assertThat(function.batches()).containsExactly("001,002,003", "", "004");
        assertThat(function.lastEvent().path("state").toString()).isEqualTo("{}");
    }

    private StreamDelivery delivery(StreamMapping mapping) {
        return new StreamDelivery(source, function, mapping, () -> now);
    }

    private void add(int count, Instant created) {
        for (int i = 0; i < count; i++) {
            source.add(created);
        }
    }

    private static void step(StreamDelivery delivery, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            delivery.step(Duration.ZERO);
        }
    }
}
