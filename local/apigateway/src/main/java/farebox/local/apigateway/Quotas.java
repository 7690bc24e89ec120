package farebox.local.apigateway;

import farebox.local.template.UsagePlan.Period;
import farebox.local.template.UsagePlan.Quota;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Calls per key and plan in the current period. Kept in memory: a restart of the local emulator forgives. */
public final class Quotas {
    private final InstantSource clock;
    private final Map<Counted, Used> used = new ConcurrentHashMap<>();

    public Quotas(InstantSource clock) {
        this.clock = clock;
    }

    /** What calls are counted for. */
    record Counted(String plan, String key) {}

    /** Counts one call; false if the quota was used up before it. */
    boolean take(Counted name, Quota quota) {
        LocalDate began = began(quota.period());
        Used after = used.compute(name, (key, before) -> {
            long calls = before == null || !before.began().equals(began) ? 0 : before.calls();
            return calls >= quota.limit() ? new Used(began, calls, false) : new Used(began, calls + 1, true);
        });
        return after.taken();
    }

    /** Leaves so many calls for the rest of the period, whatever was used. */
    void leave(Counted name, Quota quota, long remaining) {
        used.put(name, new Used(began(quota.period()), quota.limit() - remaining, true));
    }

    /** The first day of the current period, in UTC. */
    LocalDate began(Period period) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return switch (period) {
            case DAY -> today;
            case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTH -> today.withDayOfMonth(1);
        };
    }

    private record Used(LocalDate began, long calls, boolean taken) {}
}
