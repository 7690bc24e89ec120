package farebox.metering.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.Unavailable;
import farebox.metering.Samples;
import farebox.metering.memory.InMemoryUsageAggregates;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import farebox.metering.rollup.UsageAggregates.Aggregate;
import farebox.metering.rollup.UsageAggregates.Delta;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
                .extracting(aggregate -> aggregate.key().resolution() + " "
                        + aggregate.key().start() + " "
                        + aggregate.amounts().of(Meter.CALLS))
                .containsExactlyInAnyOrder("MINUTE 2026-08-01T10:05:00Z 3", "HOUR 2026-08-01T10:00:00Z 3");
    }

    @Test
    void run_addsUpEveryMeter() {
        Amounts call = new Amounts(Map.of(Meter.CALLS, 1L, Meter.TOKENS_IN, 9L));
        Amounts training = Amounts.of(Meter.TRAINING_SECONDS, 90);
        rollUp.run(new StreamBatch(
                ShardId.SINGLE,
                List.of(
                        new StreamBatch.StreamRecord(new SequenceNumber("1"), Samples.usage(call)),
                        new StreamBatch.StreamRecord(new SequenceNumber("2"), Samples.usage(training)),
                        new StreamBatch.StreamRecord(new SequenceNumber("3"), Samples.usage(call))),
                List.of()));

        assertThat(aggregates.all())
                .hasSize(2)
                .allSatisfy(aggregate -> assertThat(aggregate.amounts())
                        .isEqualTo(call.plus(training).plus(call)));
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
        rollUp.run(new StreamBatch(new ShardId("shardId-0002"), List.of(record("3")), List.of()));

        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void run_redeliveryFinishesAPartialBatch() {
        FailsOnce failing = new FailsOnce(aggregates, 1);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> new RollUp(failing).run(batch("1", "2")));
        new RollUp(failing).run(batch("1", "2"));

        assertThat(aggregates.all())
                .hasSize(2)
                .allSatisfy(aggregate ->
                        assertThat(aggregate.amounts().of(Meter.CALLS)).isEqualTo(2));
    }

    @Test
    void run_quarantinesBadRecordsAndCountsTheOthers() {
        QuarantinedRecord bad = new QuarantinedRecord(ShardId.SINGLE, "e9", "a stored item lacks name");

        rollUp.run(new StreamBatch(ShardId.SINGLE, List.of(record("1")), List.of(bad)));

        assertThat(calls()).isOne();
        assertThat(aggregates.quarantined()).containsExactly(bad);
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
                .filter(aggregate -> aggregate.key().resolution() == Resolution.HOUR)
                .mapToLong(aggregate -> aggregate.amounts().of(Meter.CALLS))
                .sum();
    }

    private static StreamBatch batch(String... sequences) {
        return new StreamBatch(
                ShardId.SINGLE, Arrays.stream(sequences).map(RollUpTest::record).toList(), List.of());
    }

    private static StreamBatch.StreamRecord record(String sequence) {
        return new StreamBatch.StreamRecord(new SequenceNumber(sequence), Samples.usage(Samples.CALL));
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
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            Optional<SequenceNumber> reached = aggregates.add(key, delta);
            if (writesUntilFailure-- == 0) {
                throw new Unavailable("the acknowledgement is lost", Duration.ofSeconds(1));
            }
            return reached;
        }

        @Override
        public void quarantine(QuarantinedRecord record) {
            aggregates.quarantine(record);
        }

        @Override
        public void read(Span span, Consumer<Aggregate> each) {
            aggregates.read(span, each);
        }
    }
}
