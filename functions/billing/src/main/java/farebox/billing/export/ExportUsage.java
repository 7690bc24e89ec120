package farebox.billing.export;

import farebox.billing.export.HourlyUsage.HourlyUsages;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes the usage of whole hours that are over, for another billing system; another run writes the same. */
public final class ExportUsage {
    /** By then the sums of an hour hold its events. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(10);

    private final HourlyUsages usages;
    private final InstantSource clock;

    public ExportUsage(HourlyUsages usages, InstantSource clock) {
        this.usages = usages;
        this.clock = clock;
    }

    /** A form of export: lines of JSON, each a record or a call's body. */
    @FunctionalInterface
    public interface Format {
        /** @param customers what the receiver calls a tenant */
        List<String> lines(List<HourlyUsage> usage, Function<TenantId, String> customers);
    }

    /**
     * What is exported.
     *
     * @param start and {@code end} are hours
     * @param customers what the receiver calls tenants; those that are not named have their own names
     */
    public record Request(Instant start, Instant end, Map<TenantId, String> customers) {
        /** @throws InvalidRequest if an edge is no hour, or the end is not after the start */
        public Request {
            customers = Map.copyOf(customers);
            if (!isHour(start) || !isHour(end) || !start.isBefore(end)) {
                throw new InvalidRequest(
                        "export whole hours, such as from 2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z; the end is"
                                + " exclusive and after the start",
                        "end");
            }
        }

        private static boolean isHour(Instant instant) {
            return instant.equals(instant.truncatedTo(ChronoUnit.HOURS));
        }
    }

    /** @throws InvalidRequest if the last hour is not over, or its sums may not be complete */
    public List<String> run(Request request, Format format) {
        Instant settled = clock.instant().minus(SETTLED_AFTER);
        if (request.end().isAfter(settled)) {
            throw new InvalidRequest(
                    "usage up to " + request.end() + " is not complete before "
                            + request.end().plus(SETTLED_AFTER),
                    "end");
        }
        return format.lines(
                usages.read(request.start(), request.end()),
                tenant -> request.customers().getOrDefault(tenant, tenant.value()));
    }
}
