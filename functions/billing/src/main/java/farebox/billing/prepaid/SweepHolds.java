package farebox.billing.prepaid;

import farebox.billing.Money;
import farebox.billing.prepaid.Balances.OpenHold;
import farebox.kernel.TenantId;
import java.time.InstantSource;
import java.util.List;

/** Settles holds whose attempts died, each as the event log decides; repeating it changes nothing. */
public final class SweepHolds {
    private final Balances balances;
    private final EventFence fence;
    private final InstantSource clock;

    public SweepHolds(Balances balances, EventFence fence, InstantSource clock) {
        this.balances = balances;
        this.fence = fence;
        this.clock = clock;
    }

    /**
     * Settles the expired holds of all tenants.
     *
     * @return how many were settled by this run
     */
    public int run() {
        return settle(balances.expired(clock.instant()));
    }

    /** The same for one tenant. */
    public int run(TenantId tenant) {
        return settle(balances.expired(tenant, clock.instant()));
    }

    private int settle(List<OpenHold> expired) {
        return (int) expired.stream().filter(this::settle).count();
    }

    private boolean settle(OpenHold open) {
        Money spent = switch (fence.close(open.shard().tenant(), open.hold().id())) {
            case EventFence.Outcome.Billed billed -> billed.amount();
            case EventFence.Outcome.Fenced fenced ->
                Money.zero(open.hold().amount().currency());
        };
        return balances.settle(open.shard(), open.hold(), spent);
    }
}
