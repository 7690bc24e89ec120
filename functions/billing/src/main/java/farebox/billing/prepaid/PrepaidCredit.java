package farebox.billing.prepaid;

import farebox.billing.Money;
import farebox.billing.prepaid.Balances.Holding;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.util.Optional;
import java.util.stream.IntStream;

/** The credit of one attempt at a call: held before the work, settled after its event. */
public final class PrepaidCredit {
    private final Balances balances;
    private final int shards;

    /** @param shards over which each balance is spread; a call needs one that covers it alone */
    public PrepaidCredit(Balances balances, int shards) {
        if (shards < 1) {
            throw new IllegalArgumentException("a balance has at least one shard, not " + shards);
        }
        this.balances = balances;
        this.shards = shards;
    }

    /**
     * Holds the estimate on the first shard that has as much, beginning with one chosen by the hold's id.
     *
     * @return empty if no shard has as much
     * @throws Unavailable if it is not known whether credit is held; the sweep gives it back
     */
    public Optional<Held> hold(TenantId tenant, Hold hold) {
        int first = Math.floorMod(hold.id().hashCode(), shards);
        return IntStream.range(0, shards)
                .mapToObj(i -> new BalanceShard(tenant, (first + i) % shards))
                .filter(shard -> balances.hold(shard, hold) == Holding.HELD)
                .findFirst()
                .map(shard -> new Held(shard, hold));
    }

    /**
     * Makes the hold cover the actual amount.
     *
     * @return the hold as it is now; empty if the credit does not suffice, and the call must not be billed
     */
    public Optional<Held> cover(Held held, Money actual) {
        if (actual.compareTo(held.hold().amount()) <= 0) {
            return Optional.of(held);
        }
        Money extra = actual.minus(held.hold().amount());
        return balances.extend(held.shard(), held.hold(), extra)
                ? Optional.of(new Held(held.shard(), held.hold().plus(extra)))
                : Optional.empty();
    }

    /** After the event is durable. A hold that is not settled here, the sweep settles with the event's amount. */
    public void settle(Held held, Money actual) {
        balances.settle(held.shard(), held.hold(), actual);
    }

    /** After an attempt that is known to have recorded nothing and never will. */
    public void release(Held held) {
        settle(held, Money.zero(held.hold().amount().currency()));
    }

    /** Credit that is set aside. */
    public record Held(BalanceShard shard, Hold hold) {}
}
