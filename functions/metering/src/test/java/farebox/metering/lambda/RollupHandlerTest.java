package farebox.metering.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import farebox.edge.FakeContext;
import farebox.kernel.Unavailable;
import farebox.metering.Addition;
import farebox.metering.RollUp;
import farebox.metering.SequenceNumber;
import farebox.metering.SetAside;
import farebox.metering.ShardId;
import farebox.metering.Sum;
import farebox.metering.SumRow;
import farebox.metering.UsageSums;
import farebox.metering.memory.InMemoryUsageSums;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RollupHandlerTest {
    private static final String SHARD = "shardId-00000001795305600000-1a2b3c4d";

    private final InMemoryUsageSums sums = new InMemoryUsageSums();
    private final RollupHandler handler = new RollupHandler(new RollupWiring(new RollUp(sums)));

    @Test
    void inserts_areAddedUp() {
        TimeWindowEventResponse response = handle("rollup-inserts.json");

        assertThat(sums.all())
                .extracting(RollupHandlerTest::shown)
                .containsExactlyInAnyOrder(
                        "MINUTE 2026-11-22T10:31:00Z acme 2 28",
                        "HOUR 2026-11-22T10:00:00Z acme 2 28",
                        "MINUTE 2026-11-22T10:59:00Z beta 1 5",
                        "HOUR 2026-11-22T10:00:00Z beta 1 5");
        assertThat(sums.all()).allSatisfy(sum -> assertThat(sum.row().shard()).isEqualTo(new ShardId(SHARD)));
        assertThat(response.getState()).isEmpty();
        assertThat(response.getBatchItemFailures()).isEmpty();
    }

    @Test
    void inserts_deliveredAgainAreNotAddedAgain() {
        handle("rollup-inserts.json");
        handle("rollup-inserts.json");

        assertThat(sums.all()).extracting(RollupHandlerTest::shown).contains("HOUR 2026-11-22T10:00:00Z acme 2 28");
    }

    @Test
    void aStreamWithoutNamedShardsIsOneShard() {
        DynamodbTimeWindowEvent event = read("rollup-inserts.json");
        event.setShardId(null);

        handler.handleRequest(event, FakeContext.withTenSeconds());

        assertThat(sums.all())
                .hasSize(4)
                .allSatisfy(sum -> assertThat(sum.row().shard()).isEqualTo(ShardId.SINGLE));
    }

    @Test
    void expiredEventsChangeNothing() {
        handle("rollup-expired.json");

        assertThat(sums.all()).isEmpty();
        assertThat(sums.aside()).isEmpty();
    }

    @Test
    void unreadableRecordsAreSetAsideAndStopNothing() {
        TimeWindowEventResponse response = handle("rollup-unreadable.json");

        assertThat(sums.all()).extracting(RollupHandlerTest::shown).contains("HOUR 2026-11-22T10:00:00Z acme 1 7");
        assertThat(sums.aside())
                .extracting(SetAside::reason)
                .containsExactlyInAnyOrder("a stored item lacks model", "a stored item has a malformed inputTokens");
        assertThat(response.getBatchItemFailures()).isEmpty();
    }

    @Test
    void aRecordWithoutAnImageIsSetAside() {
        DynamodbTimeWindowEvent event = read("rollup-inserts.json");
        event.getRecords().getFirst().getDynamodb().setNewImage(null);

        handler.handleRequest(event, FakeContext.withTenSeconds());

        assertThat(sums.aside()).extracting(SetAside::reason).containsExactly("a record has no image of the new item");
    }

    @Test
    void theLastInvocationOfAWindowBringsNothing() {
        assertThat(handle("rollup-last-of-window.json").getState()).isEmpty();

        assertThat(sums.all()).isEmpty();
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

    private static String shown(Sum sum) {
        return sum.row().grain() + " " + sum.row().start() + " " + sum.row().tenant() + " "
                + sum.quantities().calls() + " "
                + sum.quantities().inputTokens().count();
    }

    private record BrokenSums() implements UsageSums {
        @Override
        public Optional<SequenceNumber> add(SumRow row, Addition addition) {
            throw broken();
        }

        @Override
        public void setAside(SetAside record) {
            throw broken();
        }

        @Override
        public void read(Span span, Consumer<Sum> each) {
            throw broken();
        }

        private static Unavailable broken() {
            return new Unavailable("the table is away", Duration.ofSeconds(1));
        }
    }
}
