package farebox.metering;

import static farebox.metering.Samples.ACME;
import static farebox.metering.Samples.ACME_TWO;
import static farebox.metering.Samples.addition;
import static farebox.metering.Samples.calls;
import static farebox.metering.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link UsageSums} keeps. */
public abstract class UsageSumsContract {
    private static final String BEYOND_38_DIGITS = "99999999999999999999999999999999999999990";

    /** Empty, and new for each test. */
    protected abstract UsageSums sums();

    @Test
    void add_countsOn() {
        UsageSums sums = sums();
        SumRow row = row(Grain.HOUR, "2026-08-01T10:00:00Z", ACME);

        assertThat(sums.add(row, addition(2, "1", "7"))).isEmpty();
        assertThat(sums.add(row, addition(3, "8", "9"))).isEmpty();

        assertThat(all(sums, Grain.HOUR)).containsExactly(new Sum(row, calls(5)));
    }

    @Test
    void add_refusesWhatTheRowHasReachedAndSaysHowFarThatIs() {
        UsageSums sums = sums();
        SumRow row = row(Grain.HOUR, "2026-08-01T10:00:00Z", ACME);
        sums.add(row, addition(2, "1", "7"));

        assertThat(sums.add(row, addition(2, "1", "7"))).contains(new SequenceNumber("7"));
        assertThat(sums.add(row, addition(2, "7", "12"))).contains(new SequenceNumber("7"));

        assertThat(all(sums, Grain.HOUR)).containsExactly(new Sum(row, calls(2)));
    }

    @Test
    void add_comparesSequencesAsNumbersOfAnyLength() {
        UsageSums sums = sums();
        SumRow row = row(Grain.HOUR, "2026-08-01T10:00:00Z", ACME);
        sums.add(row, addition(1, "000000000000000000009", "000000000000000000009"));

        assertThat(sums.add(row, addition(1, "10", "10"))).isEmpty();
        assertThat(sums.add(row, addition(1, BEYOND_38_DIGITS, BEYOND_38_DIGITS)))
                .isEmpty();
        assertThat(sums.add(row, addition(1, "999", "999"))).contains(new SequenceNumber(BEYOND_38_DIGITS));
    }

    @Test
    void add_givesEachShardItsOwnRow() {
        UsageSums sums = sums();
        SumRow one = row(Grain.MINUTE, "2026-08-01T10:05:00Z", ACME);
        SumRow two = new SumRow(one.grain(), one.start(), ACME, one.model(), one.key(), new ShardId("shardId-0002"));
        sums.add(one, addition(1, "5", "5"));
        sums.add(two, addition(2, "3", "3"));

        assertThat(all(sums, Grain.MINUTE)).containsExactlyInAnyOrder(new Sum(one, calls(1)), new Sum(two, calls(2)));
    }

    @Test
    void read_isHalfOpenAndCrossesPartitions() {
        UsageSums sums = sums();
        for (String start : List.of(
                "2026-07-31T22:00:00Z", "2026-07-31T23:00:00Z", "2026-08-01T00:00:00Z", "2026-08-02T10:00:00Z")) {
            sums.add(row(Grain.HOUR, start, ACME), addition(1, "1", "1"));
        }

        assertThat(read(sums, Grain.HOUR, Optional.of(ACME), "2026-07-31T23:00:00Z", "2026-08-02T10:00:00Z"))
                .extracting(sum -> sum.row().start().toString())
                .containsExactlyInAnyOrder("2026-07-31T23:00:00Z", "2026-08-01T00:00:00Z");
        assertThat(read(sums, Grain.HOUR, Optional.empty(), "2026-07-31T23:00:00Z", "2026-08-02T10:00:00Z"))
                .hasSize(2);
    }

    @Test
    void read_ofOneTenantSeesNoOther() {
        UsageSums sums = sums();
        sums.add(row(Grain.HOUR, "2026-08-01T10:00:00Z", ACME), addition(1, "1", "1"));
        sums.add(row(Grain.HOUR, "2026-08-01T10:00:00Z", ACME_TWO), addition(2, "2", "2"));
        sums.add(row(Grain.HOUR, "2026-08-01T10:00:00Z", new TenantId("acm")), addition(4, "3", "3"));

        assertThat(read(sums, Grain.HOUR, Optional.of(ACME), "2026-08-01T00:00:00Z", "2026-08-02T00:00:00Z"))
                .extracting(sum -> sum.row().tenant())
                .containsExactly(ACME);
        assertThat(all(sums, Grain.HOUR)).hasSize(3);
    }

    @Test
    void read_keepsMinutesAndHoursApart() {
        UsageSums sums = sums();
        sums.add(row(Grain.HOUR, "2026-08-01T10:00:00Z", ACME), addition(1, "1", "1"));
        sums.add(row(Grain.MINUTE, "2026-08-01T10:00:00Z", ACME), addition(1, "1", "1"));

        assertThat(all(sums, Grain.MINUTE)).hasSize(1);
    }

    @Test
    void setAside_isNoSum() {
        UsageSums sums = sums();
        SetAside record = new SetAside(ShardId.SINGLE, "e1", "a stored item lacks model");

        sums.setAside(record);
        sums.setAside(record);

        assertThat(all(sums, Grain.HOUR)).isEmpty();
    }

    private static List<Sum> all(UsageSums sums, Grain grain) {
        return read(sums, grain, Optional.empty(), "2026-08-01T00:00:00Z", "2026-08-02T00:00:00Z");
    }

    private static List<Sum> read(UsageSums sums, Grain grain, Optional<TenantId> tenant, String start, String end) {
        List<Sum> found = new ArrayList<>();
        sums.read(new UsageSums.Span(grain, tenant, Instant.parse(start), Instant.parse(end)), found::add);
        return found;
    }
}
