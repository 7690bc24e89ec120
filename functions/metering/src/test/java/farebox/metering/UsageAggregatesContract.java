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

/** What every {@link UsageAggregates} keeps. */
public abstract class UsageAggregatesContract {
    private static final String BEYOND_38_DIGITS = "99999999999999999999999999999999999999990";

    /** Empty, and new for each test. */
    protected abstract UsageAggregates sums();

    @Test
    void add_countsOn() {
        UsageAggregates aggregates = sums();
        AggregateKey key = row(Resolution.HOUR, "2026-08-01T10:00:00Z", ACME);

        assertThat(aggregates.add(key, addition(2, "1", "7"))).isEmpty();
        assertThat(aggregates.add(key, addition(3, "8", "9"))).isEmpty();

        assertThat(all(aggregates, Resolution.HOUR)).containsExactly(new UsageAggregate(key, calls(5)));
    }

    @Test
    void add_refusesWhatTheRowHasReachedAndSaysHowFarThatIs() {
        UsageAggregates aggregates = sums();
        AggregateKey key = row(Resolution.HOUR, "2026-08-01T10:00:00Z", ACME);
        aggregates.add(key, addition(2, "1", "7"));

        assertThat(aggregates.add(key, addition(2, "1", "7"))).contains(new SequenceNumber("7"));
        assertThat(aggregates.add(key, addition(2, "7", "12"))).contains(new SequenceNumber("7"));

        assertThat(all(aggregates, Resolution.HOUR)).containsExactly(new UsageAggregate(key, calls(2)));
    }

    @Test
    void add_comparesSequencesAsNumbersOfAnyLength() {
        UsageAggregates aggregates = sums();
        AggregateKey key = row(Resolution.HOUR, "2026-08-01T10:00:00Z", ACME);
        aggregates.add(key, addition(1, "000000000000000000009", "000000000000000000009"));

        assertThat(aggregates.add(key, addition(1, "10", "10"))).isEmpty();
        assertThat(aggregates.add(key, addition(1, BEYOND_38_DIGITS, BEYOND_38_DIGITS)))
                .isEmpty();
        assertThat(aggregates.add(key, addition(1, "999", "999"))).contains(new SequenceNumber(BEYOND_38_DIGITS));
    }

    @Test
    void add_givesEachShardItsOwnRow() {
        UsageAggregates aggregates = sums();
        AggregateKey one = row(Resolution.MINUTE, "2026-08-01T10:05:00Z", ACME);
        AggregateKey two = new AggregateKey(
                one.resolution(), one.start(), ACME, one.model(), one.key(), new ShardId("shardId-0002"));
        aggregates.add(one, addition(1, "5", "5"));
        aggregates.add(two, addition(2, "3", "3"));

        assertThat(all(aggregates, Resolution.MINUTE))
                .containsExactlyInAnyOrder(new UsageAggregate(one, calls(1)), new UsageAggregate(two, calls(2)));
    }

    @Test
    void read_isHalfOpenAndCrossesPartitions() {
        UsageAggregates aggregates = sums();
        for (String start : List.of(
                "2026-07-31T22:00:00Z", "2026-07-31T23:00:00Z", "2026-08-01T00:00:00Z", "2026-08-02T10:00:00Z")) {
            aggregates.add(row(Resolution.HOUR, start, ACME), addition(1, "1", "1"));
        }

        assertThat(read(aggregates, Resolution.HOUR, Optional.of(ACME), "2026-07-31T23:00:00Z", "2026-08-02T10:00:00Z"))
                .extracting(usageAggregate -> usageAggregate.key().start().toString())
                .containsExactlyInAnyOrder("2026-07-31T23:00:00Z", "2026-08-01T00:00:00Z");
        assertThat(read(aggregates, Resolution.HOUR, Optional.empty(), "2026-07-31T23:00:00Z", "2026-08-02T10:00:00Z"))
                .hasSize(2);
    }

    @Test
    void read_ofOneTenantSeesNoOther() {
        UsageAggregates aggregates = sums();
        aggregates.add(row(Resolution.HOUR, "2026-08-01T10:00:00Z", ACME), addition(1, "1", "1"));
        aggregates.add(row(Resolution.HOUR, "2026-08-01T10:00:00Z", ACME_TWO), addition(2, "2", "2"));
        aggregates.add(row(Resolution.HOUR, "2026-08-01T10:00:00Z", new TenantId("acm")), addition(4, "3", "3"));

        assertThat(read(aggregates, Resolution.HOUR, Optional.of(ACME), "2026-08-01T00:00:00Z", "2026-08-02T00:00:00Z"))
                .extracting(usageAggregate -> usageAggregate.key().tenant())
                .containsExactly(ACME);
        assertThat(all(aggregates, Resolution.HOUR)).hasSize(3);
    }

    @Test
    void read_keepsMinutesAndHoursApart() {
        UsageAggregates aggregates = sums();
        aggregates.add(row(Resolution.HOUR, "2026-08-01T10:00:00Z", ACME), addition(1, "1", "1"));
        aggregates.add(row(Resolution.MINUTE, "2026-08-01T10:00:00Z", ACME), addition(1, "1", "1"));

        assertThat(all(aggregates, Resolution.MINUTE)).hasSize(1);
    }

    @Test
    void setAside_isNoSum() {
        UsageAggregates aggregates = sums();
        QuarantinedRecord record = new QuarantinedRecord(ShardId.SINGLE, "e1", "a stored item lacks model");

        aggregates.setAside(record);
        aggregates.setAside(record);

        assertThat(all(aggregates, Resolution.HOUR)).isEmpty();
    }

    private static List<UsageAggregate> all(UsageAggregates aggregates, Resolution resolution) {
        return read(aggregates, resolution, Optional.empty(), "2026-08-01T00:00:00Z", "2026-08-02T00:00:00Z");
    }

    private static List<UsageAggregate> read(
            UsageAggregates aggregates, Resolution resolution, Optional<TenantId> tenant, String start, String end) {
        List<UsageAggregate> found = new ArrayList<>();
        aggregates.read(
                new UsageAggregates.Span(resolution, tenant, Instant.parse(start), Instant.parse(end)), found::add);
        return found;
    }
}
