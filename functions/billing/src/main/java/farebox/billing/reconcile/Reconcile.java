package farebox.billing.reconcile;

import farebox.billing.reconcile.RequestLog.LoggedRequest;
import farebox.kernel.RequestId;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for billable responses without an event, hour by hour; an hour that was complete is not read again. A request
 * with an Idempotency-Key may have been answered from an earlier one and is only counted.
 */
public final class Reconcile {
    private static final Logger log = LoggerFactory.getLogger(Reconcile.class);

    /** By then the log holds every request of an hour. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(15);

    private final RequestLog requests;
    private final RecordedRequests recorded;
    private final ReconciledHours hours;
    private final InstantSource clock;

    public Reconcile(RequestLog requests, RecordedRequests recorded, ReconciledHours hours, InstantSource clock) {
        this.requests = requests;
        this.recorded = recorded;
        this.hours = hours;
        this.clock = clock;
    }

    /** The events, by the requests that they were recorded for. */
    @FunctionalInterface
    public interface RecordedRequests {
        /** @throws Unavailable if that cannot be found out */
        boolean contains(TenantId tenant, RequestId request);
    }

    /** The hours in which every billable response had its event. */
    public interface ReconciledHours {
        /**
         * @param end exclusive
         * @throws Unavailable if the store does not answer
         */
        Set<Instant> complete(Instant start, Instant end);

        /** @throws Unavailable if it is not known whether it was stored */
        void add(Instant hour, Report report);
    }

    /**
     * What was found.
     *
     * @param billable responses that must have an event
     * @param idempotent of them, those with an Idempotency-Key
     * @param missing those without an event
     */
    public record Report(long billable, long idempotent, List<LoggedRequest> missing) {
        static final Report EMPTY = new Report(0, 0, List.of());

        public Report {
            missing = List.copyOf(missing);
        }

        Report plus(Report other) {
            return new Report(
                    billable + other.billable,
                    idempotent + other.idempotent,
                    Stream.concat(missing.stream(), other.missing.stream()).toList());
        }
    }

    /**
     * Reads the hours of the span that have settled and were not complete before.
     *
     * @param end exclusive
     * @throws Unavailable if the log or the events cannot be read; repeat it
     */
    public Report run(Instant start, Instant end) {
        Instant settled = clock.instant().minus(SETTLED_AFTER);
        Set<Instant> complete = hours.complete(start, end);
        return Stream.iterate(
                        start.truncatedTo(ChronoUnit.HOURS),
                        hour -> hour.isBefore(end),
                        hour -> hour.plus(1, ChronoUnit.HOURS))
                .filter(hour -> !hour.plus(1, ChronoUnit.HOURS).isAfter(settled) && !complete.contains(hour))
                .map(this::hour)
                .reduce(Report.EMPTY, Report::plus);
    }

    private Report hour(Instant hour) {
        Tally tally = new Tally();
        requests.read(hour, hour.plus(1, ChronoUnit.HOURS), tally::add);
        Report report = new Report(tally.billable, tally.idempotent, tally.missing);
        report.missing().forEach(Reconcile::alarm);
        hours.add(hour, report);
        return report;
    }

    private static void alarm(LoggedRequest request) {
        log.atError()
                .addKeyValue("request", request.id())
                .addKeyValue("tenant", request.tenant())
                .addKeyValue("route", request.route())
                .addKeyValue("at", request.at())
                .log("billable_response_without_event");
    }

    private final class Tally {
        private long billable;
        private long idempotent;
        private final List<LoggedRequest> missing = new ArrayList<>();

        void add(LoggedRequest request) {
            if (!request.isBillable()) {
                return;
            }
            billable++;
            if (request.idempotent()) {
                idempotent++;
            } else if (!recorded.contains(request.tenant(), request.id())) {
                missing.add(request);
            }
        }
    }
}
