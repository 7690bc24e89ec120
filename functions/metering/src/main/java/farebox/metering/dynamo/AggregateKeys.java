package farebox.metering.dynamo;

import farebox.kernel.TenantId;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.UsageAggregates.Span;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * The keys of aggregates in their table.
 *
 * <p>One partition holds the hours of a day, {@code h#2026-08-01}, or the minutes of an hour, {@code m#2026-08-01T10};
 * within it, the sort key begins with the tenant and the time,
 * {@code <tenant>#<time>#<kind>#<name>#<version>#<key>#<shard>}. So one query reads one tenant or all, and no item is
 * written twice.
 */
final class AggregateKeys {
    /** The partition of records that could not be read; they are not aggregates. */
    static final String QUARANTINE = "quarantine";

    private AggregateKeys() {}

    static String series(Resolution resolution, Instant start) {
        return switch (resolution) {
            case MINUTE -> "m#" + start.toString().substring(0, "2026-08-01T10".length());
            case HOUR -> "h#" + start.toString().substring(0, "2026-08-01".length());
        };
    }

    static String slot(AggregateKey key) {
        return String.join(
                "#",
                key(key.tenant(), key.start()),
                key.resource().kind().wireName(),
                key.resource().name(),
                key.resource().version(),
                key.key().value(),
                key.shard().value());
    }

    /** Below every key of the span in its partition. */
    static String lowest(Span span) {
        return span.tenant().map(tenant -> key(tenant, span.start())).orElse(" ");
    }

    /** Above every key of the span in its partition; a tenant's rows at the span's end already lie above it. */
    static String highest(Span span) {
        return span.tenant().map(tenant -> key(tenant, span.end())).orElse("~");
    }

    /** The beginnings of the partitions that a span touches. */
    static Stream<Instant> partitions(Span span) {
        ChronoUnit partition = length(span.resolution());
        return Stream.iterate(
                span.start().truncatedTo(partition), at -> at.isBefore(span.end()), at -> at.plus(1, partition));
    }

    private static String key(TenantId tenant, Instant start) {
        return tenant.value() + "#" + time(start);
    }

    private static ChronoUnit length(Resolution resolution) {
        return switch (resolution) {
            case MINUTE -> ChronoUnit.HOURS;
            case HOUR -> ChronoUnit.DAYS;
        };
    }

    /** Of fixed length, {@code 2026-08-01T10:05}, so that its order is the order of time. */
    private static String time(Instant start) {
        return start.toString().substring(0, "2026-08-01T10:05".length());
    }
}
