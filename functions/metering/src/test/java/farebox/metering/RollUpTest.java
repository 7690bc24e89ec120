package farebox.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Unavailable;
import farebox.metering.memory.InMemoryUsageAggregates;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RollUpTest {
    private final InMemoryUsageAggregates aggregates = new InMemoryUsageAggregates();
    private final RollUp rollUp = new RollUp(aggregates);

    @Test
    void run_addsEachEventToItsMinuteAndItsHour() {
        rollUp.run(batch("1", "2", "3"));

        assertThat(aggregates.all())
                .extracting(usageAggregate -> usageAggregate.key().resolution() + " "
                        + usageAggregate.key().start() + " "
                        + usageAggregate.quantities().calls())
                .containsExactlyInAnyOrder("MINUTE 2026-08-01T10:05:00Z 3", "HOUR 2026-08-01T10:00:00Z 3");
    }

    @Test
    void run_aBatchDeliveredAgainChangesNothing() {
        rollUp.run(batch("1", "2", "3"));
        rollUp.run(batch("1", "2", "3"));
        rollUp.run(batch("2"));

        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void run_aBatchCutElsewhereAddsOnlyWhatIsNew() {
        rollUp.run(batch("1", "2", "3"));
        rollUp.run(batch("2", "3", "4", "5"));

        assertThat(calls()).isEqualTo(5);
    }

    @Test
    void run_aRecordTwiceInOneBatchCountsOnce() {
        rollUp.run(batch("3", "1", "2", "3", "1"));

        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void run_eachShardHasItsOwnOrder() {
        rollUp.run(batch("5"));
        rollUp.run(new StreamBatch(new ShardId("shardId-0002"), List.of(sighting("3")), List.of()));

        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void run_whatWasHalfDoneIsFinishedByTheRedelivery() {
        FailsOnce failing = new FailsOnce(aggregates, 1);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> new RollUp(failing).run(batch("1", "2")));
        new RollUp(failing).run(batch("1", "2"));

        assertThat(aggregates.all())
                .hasSize(2)
                .allSatisfy(usageAggregate ->
                        assertThat(usageAggregate.quantities().calls()).isEqualTo(2));
    }

    @Test
    void run_setsBadRecordsAsideAndCountsTheOthers() {
        QuarantinedRecord bad = new QuarantinedRecord(ShardId.SINGLE, "e9", "a stored item lacks model");

        rollUp.run(new StreamBatch(ShardId.SINGLE, List.of(sighting("1")), List.of(bad)));

        assertThat(calls()).isOne();
        assertThat(aggregates.aside()).containsExactly(bad);
    }

    @Test
    void sequenceNumber_sortsAsANumberEvenAsText() {
        List<String> ascending = List.of("0", "9", "10", "99999999999999999999", "1" + "0".repeat(40));

        for (int i = 1; i < ascending.size(); i++) {
            SequenceNumber lower = new SequenceNumber(ascending.get(i - 1));
            SequenceNumber higher = new SequenceNumber(ascending.get(i));
            assertThat(lower).isLessThan(higher);
            assertThat(lower.sortable()).isLessThan(higher.sortable());
            assertThat(SequenceNumber.ofSortable(higher.sortable())).isEqualTo(higher);
        }
        assertThat(new SequenceNumber("000100")).isEqualTo(new SequenceNumber("100"));
        for (String bad : List.of("", "-1", "1.0", "x", "1".repeat(1000))) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new SequenceNumber(bad));
        }
    }

    private long calls() {
        return aggregates.all().stream()
                .filter(usageAggregate -> usageAggregate.key().resolution() == Resolution.HOUR)
                .mapToLong(usageAggregate -> usageAggregate.quantities().calls())
                .sum();
    }

    private static StreamBatch batch(String... sequences) {
        return new StreamBatch(
                ShardId.SINGLE,
                Arrays.stream(sequences).map(RollUpTest::sighting).toList(),
                List.of());
    }

    private static StreamedEvent sighting(String sequence) {
        return new StreamedEvent(new SequenceNumber(sequence), Samples.event("r" + sequence, Samples.attempt(1)));
    }

    /** The store fails at one write, after it was done: the acknowledgement is lost. */
    private static final class FailsOnce implements UsageAggregates {
        private final UsageAggregates aggregates;
        private int writesUntilFailure;

        FailsOnce(UsageAggregates aggregates, int writesUntilFailure) {
            this.aggregates = aggregates;
            this.writesUntilFailure = writesUntilFailure;
        }

        @Override
        public Optional<SequenceNumber> add(AggregateKey key, UsageDelta usageDelta) {
            Optional<SequenceNumber> reached = aggregates.add(key, usageDelta);
            if (writesUntilFailure-- == 0) {
                throw new Unavailable("the acknowledgement is lost", Duration.ofSeconds(1));
            }
            return reached;
        }

        @Override
        public void setAside(QuarantinedRecord record) {
            aggregates.setAside(record);
        }

        @Override
        public void read(Span span, Consumer<UsageAggregate> each) {
            aggregates.read(span, each);
        }
    }
}
