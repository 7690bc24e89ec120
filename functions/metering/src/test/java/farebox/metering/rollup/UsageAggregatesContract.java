package farebox.metering.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import farebox.metering.Resource;
import farebox.metering.Samples;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import farebox.metering.rollup.UsageAggregates.Aggregate;
import farebox.metering.rollup.UsageAggregates.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link UsageAggregates}. */
public abstract class UsageAggregatesContract {
    private static final String BEYOND_38_DIGITS = "99999999999999999999999999999999999999990";

    /** Empty, and new for each test. */
    protected abstract UsageAggregates aggregates();

    @Test
    void add_addsToWhatIsThere() {
        UsageAggregates aggregates = aggregates();
        AggregateKey key = Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME);

        assertThat(aggregates.add(key, Samples.delta(2, "1", "7"))).isEmpty();
        assertThat(aggregates.add(key, Samples.delta(3, "8", "9"))).isEmpty();

        assertThat(all(aggregates, Resolution.HOUR)).containsExactly(new Aggregate(key, Samples.calls(5)));
    }

    @Test
    void add_addsEachMeterByItself() {
        UsageAggregates aggregates = aggregates();
        AggregateKey key = Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME);
        SequenceNumber one = new SequenceNumber("1");
        SequenceNumber two = new SequenceNumber("2");
        Amounts training = Amounts.of(Meter.TRAINING_SECONDS, 90);

        assertThat(aggregates.add(key, new Delta(Samples.calls(1), one, one))).isEmpty();
        assertThat(aggregates.add(key, new Delta(training, two, two))).isEmpty();

        assertThat(all(aggregates, Resolution.HOUR))
                .containsExactly(new Aggregate(key, Samples.calls(1).plus(training)));
    }

    @Test
    void add_ofNothingMovesTheNewestRecord() {
        UsageAggregates aggregates = aggregates();
        AggregateKey key = Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME);
        SequenceNumber nine = new SequenceNumber("9");

        assertThat(aggregates.add(key, new Delta(Amounts.NONE, nine, nine))).isEmpty();

        assertThat(aggregates.add(key, Samples.delta(1, "9", "9"))).contains(nine);
    }

    @Test
    void add_keepsResourcesApart() {
        UsageAggregates aggregates = aggregates();
        AggregateKey model = Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME);
        AggregateKey training = new AggregateKey(
                model.resolution(),
                model.start(),
                model.tenant(),
                Resource.trainingJob(model.resource().name(), model.resource().version()),
                model.key(),
                model.shard());
        aggregates.add(model, Samples.delta(1, "1", "1"));
        aggregates.add(training, Samples.delta(2, "2", "2"));

        assertThat(all(aggregates, Resolution.HOUR))
                .containsExactlyInAnyOrder(
                        new Aggregate(model, Samples.calls(1)), new Aggregate(training, Samples.calls(2)));
    }

    @Test
    void add_refusesRecordsThatItHoldsAndReturnsTheNewest() {
        UsageAggregates aggregates = aggregates();
        AggregateKey key = Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME);
        aggregates.add(key, Samples.delta(2, "1", "7"));

        assertThat(aggregates.add(key, Samples.delta(2, "1", "7"))).contains(new SequenceNumber("7"));
        assertThat(aggregates.add(key, Samples.delta(2, "7", "12"))).contains(new SequenceNumber("7"));

        assertThat(all(aggregates, Resolution.HOUR)).containsExactly(new Aggregate(key, Samples.calls(2)));
    }

    @Test
    void add_comparesSequencesAsNumbersOfAnyLength() {
        UsageAggregates aggregates = aggregates();
        AggregateKey key = Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME);
        aggregates.add(key, Samples.delta(1, "000000000000000000009", "000000000000000000009"));

        assertThat(aggregates.add(key, Samples.delta(1, "10", "10"))).isEmpty();
        assertThat(aggregates.add(key, Samples.delta(1, BEYOND_38_DIGITS, BEYOND_38_DIGITS)))
                .isEmpty();
        assertThat(aggregates.add(key, Samples.delta(1, "999", "999"))).contains(new SequenceNumber(BEYOND_38_DIGITS));
    }

    @Test
    void add_givesEachShardItsOwnAggregate() {
        UsageAggregates aggregates = aggregates();
        AggregateKey one = Samples.row(Resolution.MINUTE, "2026-08-01T10:05:00Z", Samples.ACME);
        AggregateKey two = new AggregateKey(
                one.resolution(), one.start(), Samples.ACME, one.resource(), one.key(), new ShardId("shardId-0002"));
        aggregates.add(one, Samples.delta(1, "5", "5"));
        aggregates.add(two, Samples.delta(2, "3", "3"));

        assertThat(all(aggregates, Resolution.MINUTE))
                .containsExactlyInAnyOrder(new Aggregate(one, Samples.calls(1)), new Aggregate(two, Samples.calls(2)));
    }

    @Test
    void read_isHalfOpenAndCrossesPartitions() {
        UsageAggregates aggregates = aggregates();
        for (String start : List.of(
                "2026-07-31T22:00:00Z", "2026-07-31T23:00:00Z", "2026-08-01T00:00:00Z", "2026-08-02T10:00:00Z")) {
            aggregates.add(Samples.row(Resolution.HOUR, start, Samples.ACME), Samples.delta(1, "1", "1"));
        }

        assertThat(read(
                        aggregates,
                        Resolution.HOUR,
                        Optional.of(Samples.ACME),
                        "2026-07-31T23:00:00Z",
                        "2026-08-02T10:00:00Z"))
                .extracting(aggregate -> aggregate.key().start().toString())
                .containsExactlyInAnyOrder("2026-07-31T23:00:00Z", "2026-08-01T00:00:00Z");
        assertThat(read(aggregates, Resolution.HOUR, Optional.empty(), "2026-07-31T23:00:00Z", "2026-08-02T10:00:00Z"))
                .hasSize(2);
    }

    @Test
    void read_ofOneTenantSeesNoOther() {
        UsageAggregates aggregates = aggregates();
        aggregates.add(Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME), Samples.delta(1, "1", "1"));
        aggregates.add(
                Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME_TWO), Samples.delta(2, "2", "2"));
        aggregates.add(
                Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", new TenantId("acm")), Samples.delta(4, "3", "3"));

        assertThat(read(
                        aggregates,
                        Resolution.HOUR,
                        Optional.of(Samples.ACME),
                        "2026-08-01T00:00:00Z",
                        "2026-08-02T00:00:00Z"))
                .extracting(aggregate -> aggregate.key().tenant())
                .containsExactly(Samples.ACME);
        assertThat(all(aggregates, Resolution.HOUR)).hasSize(3);
    }

    @Test
    void read_keepsMinutesAndHoursApart() {
        UsageAggregates aggregates = aggregates();
        aggregates.add(Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME), Samples.delta(1, "1", "1"));
        aggregates.add(
                Samples.row(Resolution.MINUTE, "2026-08-01T10:00:00Z", Samples.ACME), Samples.delta(1, "1", "1"));

        assertThat(all(aggregates, Resolution.MINUTE)).hasSize(1);
    }

    @Test
    void quarantine_isNoAggregate() {
        UsageAggregates aggregates = aggregates();
        QuarantinedRecord record = new QuarantinedRecord(ShardId.SINGLE, "e1", "a stored item lacks name");

        aggregates.quarantine(record);
        aggregates.quarantine(record);

        assertThat(all(aggregates, Resolution.HOUR)).isEmpty();
    }

    private static List<Aggregate> all(UsageAggregates aggregates, Resolution resolution) {
        return read(aggregates, resolution, Optional.empty(), "2026-08-01T00:00:00Z", "2026-08-02T00:00:00Z");
    }

    private static List<Aggregate> read(
            UsageAggregates aggregates, Resolution resolution, Optional<TenantId> tenant, String start, String end) {
        List<Aggregate> found = new ArrayList<>();
        aggregates.read(
                new UsageAggregates.Span(resolution, tenant, Instant.parse(start), Instant.parse(end)), found::add);
        return found;
    }
}
