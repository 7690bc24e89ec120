package farebox.billing.usage;

import farebox.billing.Money;
import farebox.billing.quota.Limit;
import farebox.billing.quota.ReadQuotas.Quota;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.Forbidden;
import farebox.kernel.QuotaExceeded;
import farebox.kernel.TenantId;
import farebox.metering.CallPayment;
import farebox.metering.MeteredCall;
import farebox.metering.Usage;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Refuses calls of a tenant that has used up a hard limit, before anything is held for them.
 *
 * <p>The sums lag behind the events by seconds. What this environment of the function has recorded itself is counted at
 * once, so that a limit is exact while one environment handles a tenant's calls; several can pass it by what they
 * record within the lag. Prepaid credit is exact in any case.
 */
public final class LimitedCalls implements CallPayment {
    /** How long limits and sums are remembered. */
    public static final Duration TTL = Duration.ofSeconds(5);

    private static final int MAX_TENANTS = 10_000;

    private final CallPayment payment;
    private final Function<Caller, List<Quota>> quotas;
    private final CallPrices prices;
    private final InstantSource clock;
    private final Map<TenantId, TenantQuotas> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, TenantQuotas> eldest) {
            return size() > MAX_TENANTS;
        }
    };

    /** @param payment of calls that are not refused */
    public LimitedCalls(
            CallPayment payment, Function<Caller, List<Quota>> quotas, CallPrices prices, InstantSource clock) {
        this.payment = payment;
        this.quotas = quotas;
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    public Reservation reserve(MeteredCall call, EventId event, AttemptId attempt, Deadline deadline) {
        TenantQuotas tenant = of(call.caller());
        tenant.requireLeft();
        Reservation reservation = payment.reserve(call, event, attempt, deadline);
        return tenant.isLimited() ? new Counted(reservation, tenant) : reservation;
    }

    /** The lock of all tenants is not held while one tenant's sums are read. */
    private TenantQuotas of(Caller caller) {
        TenantQuotas tenant = known(caller.tenant());
        tenant.refresh(caller);
        return tenant;
    }

    private synchronized TenantQuotas known(TenantId id) {
        return known.computeIfAbsent(id, _ -> new TenantQuotas());
    }

    /** Money that a call costs by itself; under other prices the sums tell it a little later. */
    private BigDecimal price(Usage usage) {
        try {
            Money price = prices.of(usage.plan(), usage.resource(), usage.amounts(), usage.at());
            return new BigDecimal(price.decimal());
        } catch (Forbidden notByCall) {
            return BigDecimal.ZERO;
        }
    }

    /** What is known of one tenant. */
    private final class TenantQuotas {
        private List<Quota> quotas = List.of();
        private Instant until = Instant.MIN;
        private final Map<String, Counter> counters = new HashMap<>();

        synchronized void refresh(Caller caller) {
            Instant now = clock.instant();
            if (now.isBefore(until)) {
                return;
            }
            quotas = LimitedCalls.this.quotas.apply(caller);
            until = now.plus(TTL);
            quotas.forEach(quota -> counters.merge(
                    quota.limit().name(),
                    new Counter(quota.start(), quota.used()),
                    (old, fresh) -> old.start().equals(fresh.start()) ? old : fresh));
        }

        synchronized boolean isLimited() {
            return !quotas.isEmpty();
        }

        synchronized void requireLeft() {
            quotas.stream()
                    .map(this::withOwn)
                    .filter(Quota::isUsedUp)
                    .findFirst()
                    .ifPresent(this::refuse);
        }

        synchronized void count(Usage usage) {
            for (Quota quota : quotas) {
                BigDecimal amount = quota.limit()
                        .meter()
                        .map(meter -> BigDecimal.valueOf(usage.amounts().of(meter)))
                        .orElseGet(() -> price(usage));
                counters.computeIfPresent(quota.limit().name(), (name, counter) -> counter.plus(amount));
            }
        }

        /** The sums may not hold yet what was recorded here, nor does this know what others recorded. */
        private Quota withOwn(Quota quota) {
            Counter counter = counters.getOrDefault(quota.limit().name(), new Counter(quota.start(), quota.used()));
            return quota.with(quota.used().max(counter.used()));
        }

        private void refuse(Quota quota) {
            Limit limit = quota.limit();
            Duration wait = Duration.between(clock.instant(), quota.end());
            throw new QuotaExceeded(
                    "the limit of " + limit.alertBasis().toPlainString() + " " + limit.subject() + " a "
                            + limit.window().wireName() + " is used up until " + quota.end()
                            + "; nothing was billed. Usage, balance and invoices can still be read",
                    wait.isNegative() ? Duration.ZERO : wait,
                    new QuotaExceeded.Quota(
                            limit.name(),
                            limit.alertBasis().longValue(),
                            Duration.between(quota.start(), quota.end())));
        }
    }

    private record Counter(Instant start, BigDecimal used) {
        Counter plus(BigDecimal amount) {
            return new Counter(start, used.add(amount));
        }
    }

    /** Counts a call once its event is durable. */
    private record Counted(Reservation reservation, TenantQuotas tenant) implements Reservation {
        @Override
        public void cover(Usage usage) {
            reservation.cover(usage);
        }

        @Override
        public void settle(Usage usage) {
            tenant.count(usage);
            reservation.settle(usage);
        }

        @Override
        public void release() {
            reservation.release();
        }
    }
}
