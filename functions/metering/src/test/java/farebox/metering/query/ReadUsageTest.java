package farebox.metering.query;

import static farebox.metering.Samples.ACME;
import static farebox.metering.Samples.ACME_TWO;
import static farebox.metering.Samples.delta;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import farebox.metering.Resource;
import farebox.metering.Samples;
import farebox.metering.memory.InMemoryUsageAggregates;
import farebox.metering.query.UsagePage.Bucket;
import farebox.metering.query.UsagePage.Group;
import farebox.metering.query.UsageQuery.Dimension;
import farebox.metering.query.UsageQuery.Filter;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.ShardId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReadUsageTest {
    private final InMemoryUsageAggregates aggregates = new InMemoryUsageAggregates();
    private final ReadUsage readUsage = new ReadUsage(aggregates);

    @BeforeEach
    void someUsage() {
        add("2026-08-01T00:00:00Z", ACME, "small", Samples.KEY, 1);
        add("2026-08-01T23:00:00Z", ACME, "large", Samples.OTHER_KEY, 2);
        add("2026-08-01T23:00:00Z", ACME_TWO, "small", Samples.KEY, 4);
        add("2026-08-03T10:00:00Z", ACME, "small", Samples.KEY, 8);
    }

    @Test
    void run_daysAreSumsOfHoursWithoutGaps() {
        UsagePage page = readUsage.run(days("2026-08-01T12:00:00Z", "2026-08-04T00:00:00Z", 7, Filter.ALL));

        assertThat(page.buckets())
                .extracting(ReadUsageTest::shown)
                .containsExactly("2026-08-01 7", "2026-08-02 ", "2026-08-03 8");
        assertThat(page.next()).isEmpty();
    }

    @Test
    void run_bucketsAreThoseOfUtcAndTouchEachOther() {
        UsagePage page = readUsage.run(days("2026-08-01T12:34:56Z", "2026-08-03T00:00:01Z", 7, Filter.ALL));

        assertThat(page.buckets().getFirst().start()).isEqualTo("2026-08-01T00:00:00Z");
        assertThat(page.buckets().getFirst().end())
                .isEqualTo(page.buckets().get(1).start());
        assertThat(page.buckets()).hasSize(3);
    }

    @Test
    void run_pagesJoinWithoutGapOrOverlap() {
        UsagePage first = readUsage.run(days("2026-08-01T12:00:00Z", "2026-08-04T00:00:00Z", 2, Filter.ALL));
        Instant next = first.next().orElseThrow();
        UsagePage second = readUsage.run(days(next.toString(), "2026-08-04T00:00:00Z", 2, Filter.ALL));

        assertThat(first.buckets()).hasSize(2);
        assertThat(next).isEqualTo("2026-08-03T00:00:00Z");
        assertThat(second.buckets()).extracting(ReadUsageTest::shown).containsExactly("2026-08-03 8");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void run_ofATenantSeesNoOther() {
        UsagePage page = readUsage.run(query(Optional.of(ACME), Set.of(), Filter.ALL));

        assertThat(page.buckets().getFirst().groups())
                .extracting(group -> group.amounts().of(Meter.CALLS))
                .containsExactly(3L);
    }

    @Test
    void run_groupsByWhatIsAsked() {
        assertThat(groups(Set.of(Dimension.MODEL))).containsExactly("--large 2", "--small 5");
        assertThat(groups(Set.of(Dimension.TENANT, Dimension.MODEL)))
                .containsExactly("acme--large 2", "acme--small 1", "acme-2--small 4");
        assertThat(groups(Set.of(Dimension.KEY))).containsExactly("-k1234567- 5", "-k7654321- 2");
    }

    @Test
    void run_filters() {
        assertThat(calls(new Filter(Set.of("acme-2"), Set.of(), Set.of()))).isEqualTo(4);
        assertThat(calls(new Filter(Set.of(), Set.of("k7654321"), Set.of()))).isEqualTo(2);
        assertThat(calls(new Filter(Set.of(), Set.of(), Set.of("small")))).isEqualTo(5);
        assertThat(calls(new Filter(Set.of("acme"), Set.of(), Set.of("small", "large"))))
                .isEqualTo(3);
        assertThat(calls(new Filter(Set.of("nobody"), Set.of(), Set.of()))).isZero();
    }

    @Test
    void run_minutesComeFromMinutes() {
        aggregates.add(Samples.row(Resolution.MINUTE, "2026-08-01T10:05:00Z", ACME), delta(3, "1", "3"));

        UsagePage page = readUsage.run(new UsageQuery(
                Optional.empty(),
                BucketWidth.MINUTE,
                Instant.parse("2026-08-01T10:04:59Z"),
                Instant.parse("2026-08-01T10:06:00Z"),
                60,
                Set.of(),
                Filter.ALL,
                UsageQuery.Kind.ANY));

        assertThat(page.buckets()).extracting(ReadUsageTest::shown).containsExactly("2026-08-01 ", "2026-08-01 3");
    }

    private List<String> groups(Set<Dimension> groupBy) {
        return readUsage.run(query(Optional.empty(), groupBy, Filter.ALL)).buckets().getFirst().groups().stream()
                .map(ReadUsageTest::shown)
                .toList();
    }

    private long calls(Filter filter) {
        return readUsage.run(query(Optional.empty(), Set.of(), filter)).buckets().getFirst().groups().stream()
                .mapToLong(group -> group.amounts().of(Meter.CALLS))
                .sum();
    }

    private void add(String hour, TenantId tenant, String model, KeyId key, long calls) {
        AggregateKey row = new AggregateKey(
                Resolution.HOUR, Instant.parse(hour), tenant, Resource.model(model, "1"), key, ShardId.SINGLE);
        aggregates.add(row, delta(calls, "1", "1"));
    }

    private static UsageQuery query(Optional<TenantId> tenant, Set<Dimension> groupBy, Filter filter) {
        return new UsageQuery(
                tenant,
                BucketWidth.DAY,
                Instant.parse("2026-08-01T00:00:00Z"),
                Instant.parse("2026-08-02T00:00:00Z"),
                7,
                groupBy,
                filter,
                UsageQuery.Kind.ANY);
    }

    private static UsageQuery days(String start, String end, int limit, Filter filter) {
        return new UsageQuery(
                Optional.empty(),
                BucketWidth.DAY,
                Instant.parse(start),
                Instant.parse(end),
                limit,
                Set.of(),
                filter,
                UsageQuery.Kind.ANY);
    }

    private static String shown(Bucket bucket) {
        return bucket.start().toString().substring(0, 10) + " "
                + bucket.groups().stream()
                        .map(group -> Long.toString(group.amounts().of(Meter.CALLS)))
                        .findFirst()
                        .orElse("");
    }

    private static String shown(Group group) {
        return group.key().tenant().map(TenantId::value).orElse("") + "-"
                + group.key().key().map(KeyId::value).orElse("") + "-"
                + group.key().model().orElse("") + " " + group.amounts().of(Meter.CALLS);
    }
}
