package farebox.metering;

import farebox.kernel.Unavailable;
import farebox.metering.UsagePage.Bucket;
import farebox.metering.UsagePage.Group;
import farebox.metering.UsagePage.GroupKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Shows what was used, in buckets of time. It lags behind the events by seconds, and never differs from them after. */
public final class ReadUsage {
    private final UsageAggregates aggregates;

    public ReadUsage(UsageAggregates aggregates) {
        this.aggregates = aggregates;
    }

    /** @throws Unavailable if the sums cannot be read */
    public UsagePage run(UsageQuery query) {
        Instant first = query.width().startOf(query.start());
        List<Instant> starts = Stream.iterate(
                        first,
                        start -> start.isBefore(query.end()),
                        start -> start.plus(query.width().length()))
                .limit(query.limit())
                .toList();
        Instant end = first.plus(query.width().length().multipliedBy(starts.size()));
        Map<Instant, Map<GroupKey, Quantities>> used = used(query, first, end);
        List<Bucket> buckets =
                starts.stream().map(start -> bucket(query, start, used)).toList();
        return new UsagePage(buckets, end.isBefore(query.end()) ? Optional.of(end) : Optional.empty());
    }

    private Map<Instant, Map<GroupKey, Quantities>> used(UsageQuery query, Instant first, Instant end) {
        Map<Instant, Map<GroupKey, Quantities>> used = new TreeMap<>();
        aggregates.read(new UsageAggregates.Span(query.width().grain(), query.tenant(), first, end), usageAggregate -> {
            if (query.filter().wants(usageAggregate.key())) {
                used.computeIfAbsent(query.width().startOf(usageAggregate.key().start()), start -> new TreeMap<>())
                        .merge(group(query, usageAggregate.key()), usageAggregate.quantities(), Quantities::plus);
            }
        });
        return used;
    }

    private static GroupKey group(UsageQuery query, AggregateKey key) {
        return new GroupKey(
                told(query, Dimension.TENANT, key.tenant()),
                told(query, Dimension.KEY, key.key()),
                told(query, Dimension.MODEL, key.model()));
    }

    private static <T> Optional<T> told(UsageQuery query, Dimension dimension, T value) {
        return query.groupBy().contains(dimension) ? Optional.of(value) : Optional.empty();
    }

    private static Bucket bucket(UsageQuery query, Instant start, Map<Instant, Map<GroupKey, Quantities>> used) {
        List<Group> groups = used.getOrDefault(start, Map.of()).entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
        return new Bucket(start, start.plus(query.width().length()), groups);
    }
}
