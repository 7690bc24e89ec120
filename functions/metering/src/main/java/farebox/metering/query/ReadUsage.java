package farebox.metering.query;

import farebox.kernel.Amounts;
import farebox.kernel.Unavailable;
import farebox.metering.query.UsagePage.Bucket;
import farebox.metering.query.UsagePage.Group;
import farebox.metering.query.UsagePage.GroupKey;
import farebox.metering.query.UsageQuery.Dimension;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.UsageAggregates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what was used, in buckets of time. It lags behind the events by seconds and equals them afterwards. */
public final class ReadUsage {
    private final UsageAggregates aggregates;

    public ReadUsage(UsageAggregates aggregates) {
        this.aggregates = aggregates;
    }

    /** @throws Unavailable if the aggregates cannot be read */
    public UsagePage run(UsageQuery query) {
        Instant first = query.width().startOf(query.start());
        List<Instant> starts = Stream.iterate(
                        first,
                        start -> start.isBefore(query.end()),
                        start -> start.plus(query.width().length()))
                .limit(query.limit())
                .toList();
        Instant end = first.plus(query.width().length().multipliedBy(starts.size()));
        Map<Instant, Map<GroupKey, Amounts>> used = used(query, first, end);
        List<Bucket> buckets =
                starts.stream().map(start -> bucket(query, start, used)).toList();
        return new UsagePage(buckets, end.isBefore(query.end()) ? Optional.of(end) : Optional.empty());
    }

    private Map<Instant, Map<GroupKey, Amounts>> used(UsageQuery query, Instant first, Instant end) {
        Map<Instant, Map<GroupKey, Amounts>> used = new TreeMap<>();
        var span = new UsageAggregates.Span(query.width().resolution(), query.tenant(), first, end);
        aggregates.read(span, aggregate -> {
            if (query.filter().matches(aggregate.key()) && query.kind().matches(aggregate.amounts())) {
                used.computeIfAbsent(query.width().startOf(aggregate.key().start()), start -> new TreeMap<>())
                        .merge(group(query, aggregate.key()), aggregate.amounts(), Amounts::plus);
            }
        });
        return used;
    }

    private static GroupKey group(UsageQuery query, AggregateKey key) {
        return new GroupKey(
                ifGrouped(query, Dimension.TENANT, key.tenant()),
                ifGrouped(query, Dimension.KEY, key.key()),
                ifGrouped(query, Dimension.MODEL, key.resource().name()));
    }

    private static <T> Optional<T> ifGrouped(UsageQuery query, Dimension dimension, T value) {
        return query.groupBy().contains(dimension) ? Optional.of(value) : Optional.empty();
    }

    private static Bucket bucket(UsageQuery query, Instant start, Map<Instant, Map<GroupKey, Amounts>> used) {
        List<Group> groups = used.getOrDefault(start, Map.of()).entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
        return new Bucket(start, start.plus(query.width().length()), groups);
    }
}
