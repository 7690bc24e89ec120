package farebox.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Unavailable;
import farebox.metering.memory.InMemoryUsageSums;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RollUpTest {
    private final InMemoryUsageSums sums = new InMemoryUsageSums();
    private final RollUp rollUp = new RollUp(sums);

    @Test
    void run_addsEachEventToItsMinuteAndItsHour() {
        rollUp.run(batch("1", "2", "3"));

        assertThat(sums.all())
                .extracting(sum -> sum.row().grain() + " " + sum.row().start() + " "
                        + sum.quantities().calls())
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
        rollUp.run(new Batch(new ShardId("shardId-0002"), List.of(sighting("3")), List.of()));

        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void run_whatWasHalfDoneIsFinishedByTheRedelivery() {
        FailsOnce failing = new FailsOnce(sums, 1);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> new RollUp(failing).run(batch("1", "2")));
        new RollUp(failing).run(batch("1", "2"));

        assertThat(sums.all())
                .hasSize(2)
                .allSatisfy(sum -> assertThat(sum.quantities().calls()).isEqualTo(2));
    }

    @Test
    void run_setsBadRecordsAsideAndCountsTheOthers() {
        SetAside bad = new SetAside(ShardId.SINGLE, "e9", "a stored item lacks model");

        rollUp.run(new Batch(ShardId.SINGLE, List.of(sighting("1")), List.of(bad)));

        assertThat(calls()).isOne();
        assertThat(sums.aside()).containsExactly(bad);
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
        return sums.all().stream()
                .filter(sum -> sum.row().grain() == Grain.HOUR)
                .mapToLong(sum -> sum.quantities().calls())
                .sum();
    }

    private static Batch batch(String... sequences) {
        return new Batch(
                ShardId.SINGLE,
                Arrays.stream(sequences).map(RollUpTest::sighting).toList(),
                List.of());
    }

    private static Sighting sighting(String sequence) {
        return new Sighting(new SequenceNumber(sequence), Samples.event("r" + sequence, Samples.attempt(1)));
    }

    /** The store fails at one write, after it was done: the acknowledgement is lost. */
    private static final class FailsOnce implements UsageSums {
        private final UsageSums sums;
        private int writesUntilFailure;

        FailsOnce(UsageSums sums, int writesUntilFailure) {
            this.sums = sums;
            this.writesUntilFailure = writesUntilFailure;
        }

        @Override
        public Optional<SequenceNumber> add(SumRow row, Addition addition) {
            Optional<SequenceNumber> reached = sums.add(row, addition);
            if (writesUntilFailure-- == 0) {
                throw new Unavailable("the acknowledgement is lost", Duration.ofSeconds(1));
            }
            return reached;
        }

        @Override
        public void setAside(SetAside record) {
            sums.setAside(record);
        }

        @Override
        public void read(Span span, Consumer<Sum> each) {
            sums.read(span, each);
        }
    }
}
