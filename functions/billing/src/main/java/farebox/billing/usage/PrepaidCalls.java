package farebox.billing.usage;

import farebox.billing.Money;
import farebox.billing.prepaid.Hold;
import farebox.billing.prepaid.HoldId;
import farebox.billing.prepaid.PrepaidCredit;
import farebox.billing.prepaid.PrepaidCredit.Held;
import farebox.billing.prepaid.SweepHolds;
import farebox.kernel.Amounts;
import farebox.kernel.Deadline;
import farebox.kernel.Meter;
import farebox.kernel.PaymentRequired;
import farebox.kernel.TenantId;
import farebox.metering.CallPayment;
import farebox.metering.MeteredCall;
import farebox.metering.Resource;
import farebox.metering.Usage;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes the price of a call from its tenant's credit: what a call costs by itself before the work, and what its tokens
 * and bytes cost before the event, when they are known.
 */
public final class PrepaidCalls implements CallPayment {
    /** After its deadline a call can write no event; this leaves room for clocks that differ. */
    private static final Duration CLOCK_MARGIN = Duration.ofMinutes(1);

    private static final Resource UNKNOWN_YET = Resource.model("any", "any");

    private final Predicate<TenantId> isPrepaid;
    private final PrepaidCredit credit;
    private final SweepHolds sweep;
    private final CallPrices prices;
    private final InstantSource clock;

    public PrepaidCalls(Predicate<TenantId> isPrepaid, Stores stores, CallPrices prices, InstantSource clock) {
        this.isPrepaid = isPrepaid;
        this.credit = stores.credit();
        this.sweep = stores.sweep();
        this.prices = prices;
        this.clock = clock;
    }

    /** Where credit is held. */
    public record Stores(PrepaidCredit credit, SweepHolds sweep) {}

    @Override
    public Reservation reserve(MeteredCall call, EventId event, AttemptId attempt, Deadline deadline) {
        TenantId tenant = call.caller().tenant();
        if (!isPrepaid.test(tenant)) {
            return Reservation.NONE;
        }
        Money estimate = prices.of(call.caller().plan(), UNKNOWN_YET, Amounts.of(Meter.CALLS, 1), clock.instant());
        Hold hold = new Hold(
                new HoldId(event.local(), attempt.value()),
                estimate,
                deadline.at().plus(CLOCK_MARGIN));
        return new HeldCredit(
                credit.hold(tenant, hold).or(() -> holdAfterSweep(tenant, hold)).orElseThrow(PrepaidCalls::exhausted));
    }

    /** Calls that died may hold what this one lacks. */
    private Optional<Held> holdAfterSweep(TenantId tenant, Hold hold) {
        return sweep.run(tenant) > 0 ? credit.hold(tenant, hold) : Optional.empty();
    }

    private static PaymentRequired exhausted() {
        return new PaymentRequired("the prepaid credit does not cover this request; nothing was billed. GET /v1/balance"
                + " shows the balance; ask the operator for credit");
    }

    private final class HeldCredit implements Reservation {
        private Held held;
        private Money price;

        HeldCredit(Held held) {
            this.held = held;
            this.price = held.hold().amount();
        }

        @Override
        public void cover(Usage usage) {
            price = prices.of(usage.plan(), usage.resource(), usage.amounts(), usage.at());
            held = credit.cover(held, price).orElseThrow(PrepaidCalls::exhausted);
        }

        @Override
        public void settle(Usage usage) {
            credit.settle(held, price);
        }

        @Override
        public void release() {
            credit.release(held);
        }
    }
}
