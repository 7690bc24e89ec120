package farebox.metering.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import farebox.http.FakeContext;
import farebox.kernel.Unavailable;
import farebox.metering.AggregateKey;
import farebox.metering.QuarantinedRecord;
import farebox.metering.RollUp;
import farebox.metering.SequenceNumber;
import farebox.metering.ShardId;
import farebox.metering.UsageAggregate;
import farebox.metering.UsageAggregates;
import farebox.metering.UsageDelta;
import farebox.metering.memory.InMemoryUsageAggregates;
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
                .allSatisfy(usageAggregate ->
                        assertThat(usageAggregate.key().shard()).isEqualTo(new ShardId(SHARD)));
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
                .allSatisfy(usageAggregate ->
                        assertThat(usageAggregate.key().shard()).isEqualTo(ShardId.SINGLE));
    }

    @Test
    void expiredEventsChangeNothing() {
        handle("rollup-expired.json");

        assertThat(aggregates.all()).isEmpty();
        assertThat(aggregates.aside()).isEmpty();
    }

    @Test
    void unreadableRecordsAreSetAsideAndStopNothing() {
        TimeWindowEventResponse response = handle("rollup-unreadable.json");

        assertThat(aggregates.all())
                .extracting(RollupHandlerTest::shown)
                .contains("HOUR 2026-11-22T10:00:00Z acme 1 7");
        assertThat(aggregates.aside())
                .extracting(QuarantinedRecord::reason)
                .containsExactlyInAnyOrder("a stored item lacks model", "a stored item has a malformed inputTokens");
        assertThat(response.getBatchItemFailures()).isEmpty();
    }

    @Test
    void aRecordWithoutAnImageIsSetAside() {
        DynamodbTimeWindowEvent event = read("rollup-inserts.json");
        event.getRecords().getFirst().getDynamodb().setNewImage(null);

        handler.handleRequest(event, FakeContext.withTenSeconds());

        assertThat(aggregates.aside())
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
        RollupHandler failing = new RollupHandler(new RollupWiring(new RollUp(new BrokenSums())));
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

    private static String shown(UsageAggregate usageAggregate) {
        return usageAggregate.key().resolution() + " " + usageAggregate.key().start() + " "
                + usageAggregate.key().tenant() + " "
                + usageAggregate.quantities().calls() + " "
                + usageAggregate.quantities().inputTokens().count();
    }

    private record BrokenSums() implements UsageAggregates {
        @Override
        public Optional<SequenceNumber> add(AggregateKey key, UsageDelta usageDelta) {
            throw broken();
        }

        @Override
        public void setAside(QuarantinedRecord record) {
            throw broken();
        }

        @Override
        public void read(Span span, Consumer<UsageAggregate> each) {
            throw broken();
        }

        private static Unavailable broken() {
            return new Unavailable("the table is away", Duration.ofSeconds(1));
        }
    }
}
