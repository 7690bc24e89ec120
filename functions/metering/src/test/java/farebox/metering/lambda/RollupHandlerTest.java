package farebox.metering.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import farebox.http.FakeContext;
import farebox.kernel.Meter;
import farebox.kernel.Unavailable;
import farebox.metering.memory.InMemoryUsageAggregates;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.RollUp;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.ShardId;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import farebox.metering.rollup.UsageAggregates;
import farebox.metering.rollup.UsageAggregates.Aggregate;
import farebox.metering.rollup.UsageAggregates.Delta;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RollupHandlerTest {
    private static final String SHARD = "shardId-00000001795305600000-1a2b3c4d";

    private final InMemoryUsageAggregates aggregates = new InMemoryUsageAggregates();
    private final RollupHandler handler = new RollupHandler(new RollupWiring(new RollUp(aggregates)));

    @Test
    void inserts_areAddedUp() {
        TimeWindowEventResponse response = handle("rollup-inserts.json");

        assertThat(aggregates.all())
                .extracting(RollupHandlerTest::shown)
                .containsExactlyInAnyOrder(
                        "MINUTE 2026-11-22T10:31:00Z acme 2 28",
                        "HOUR 2026-11-22T10:00:00Z acme 2 28",
                        "MINUTE 2026-11-22T10:59:00Z beta 1 5",
                        "HOUR 2026-11-22T10:00:00Z beta 1 5");
        assertThat(aggregates.all())
                .allSatisfy(aggregate -> assertThat(aggregate.key().shard()).isEqualTo(new ShardId(SHARD)));
        assertThat(response.getState()).isEmpty();
        assertThat(response.getBatchItemFailures()).isEmpty();
    }

    @Test
    void inserts_deliveredAgainAreNotAddedAgain() {
        handle("rollup-inserts.json");
        handle("rollup-inserts.json");

        assertThat(aggregates.all())
                .extracting(RollupHandlerTest::shown)
                .contains("HOUR 2026-11-22T10:00:00Z acme 2 28");
    }

    @Test
    void aStreamWithoutNamedShardsIsOneShard() {
        DynamodbTimeWindowEvent event = read("rollup-inserts.json");
        event.setShardId(null);

        handler.handleRequest(event, FakeContext.withTenSeconds());

        assertThat(aggregates.all())
                .hasSize(4)
                .allSatisfy(aggregate -> assertThat(aggregate.key().shard()).isEqualTo(ShardId.SINGLE));
    }

    @Test
    void expiredEventsChangeNothing() {
        handle("rollup-expired.json");

        assertThat(aggregates.all()).isEmpty();
        assertThat(aggregates.quarantined()).isEmpty();
    }

    @Test
    void unreadableRecordsAreQuarantinedAndStopNothing() {
        TimeWindowEventResponse response = handle("rollup-unreadable.json");

        assertThat(aggregates.all())
                .extracting(RollupHandlerTest::shown)
                .contains("HOUR 2026-11-22T10:00:00Z acme 1 7");
        assertThat(aggregates.quarantined())
                .extracting(QuarantinedRecord::reason)
                .containsExactlyInAnyOrder("a stored item lacks name", "a stored item has a malformed mti");
        assertThat(response.getBatchItemFailures()).isEmpty();
    }

    @Test
    void aRecordWithoutAnImageIsQuarantined() {
        DynamodbTimeWindowEvent event = read("rollup-inserts.json");
        event.getRecords().getFirst().getDynamodb().setNewImage(null);

        handler.handleRequest(event, FakeContext.withTenSeconds());

        assertThat(aggregates.quarantined())
                .extracting(QuarantinedRecord::reason)
                .containsExactly("a record has no image of the new item");
    }

    @Test
    void theLastInvocationOfAWindowBringsNothing() {
        assertThat(handle("rollup-last-of-window.json").getState()).isEmpty();

        assertThat(aggregates.all()).isEmpty();
    }

    @Test
    void aStoreThatFailsMakesTheTriggerDeliverAgain() {
        RollupHandler failing = new RollupHandler(new RollupWiring(new RollUp(new BrokenAggregates())));
        DynamodbTimeWindowEvent event = read("rollup-inserts.json");

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> failing.handleRequest(event, FakeContext.withTenSeconds()));
    }

    private TimeWindowEventResponse handle(String name) {
        return handler.handleRequest(read(name), FakeContext.withTenSeconds());
    }

    private static DynamodbTimeWindowEvent read(String name) {
        return SampleEvents.read(DynamodbTimeWindowEvent.class, name);
    }

    private static String shown(Aggregate aggregate) {
        return aggregate.key().resolution() + " " + aggregate.key().start() + " "
                + aggregate.key().tenant() + " "
                + aggregate.amounts().of(Meter.CALLS) + " "
                + aggregate.amounts().of(Meter.TOKENS_IN);
    }

    private record BrokenAggregates() implements UsageAggregates {
        @Override
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            throw broken();
        }

        @Override
        public void quarantine(QuarantinedRecord record) {
            throw broken();
        }

        @Override
        public void read(Span span, Consumer<Aggregate> each) {
            throw broken();
        }

        private static Unavailable broken() {
            return new Unavailable("the table is away", Duration.ofSeconds(1));
        }
    }
}
