package farebox.billing.prepaid;

import farebox.billing.Money;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Balances in shards; each method but {@link #grant} is one conditional write of one item, or a read. */
public interface Balances {
    /**
     * Takes the amount out of what is available, if there is as much and no hold of that id. The same hold again,
     * because its acknowledgement was lost, is held once.
     *
     * @throws Unavailable if it is not known whether the credit is held
     */
    Holding hold(BalanceShard shard, Hold hold);

    /**
     * Adds to a hold, if there is as much available and the hold is as given.
     *
     * @throws Unavailable if it is not known whether the credit is held
     */
    boolean extend(BalanceShard shard, Hold hold, Money extra);

    /**
     * Spends the actual amount, gives back the rest and removes the hold; nothing happens if the hold is not there as
     * given.
     *
     * @param actual at most the amount of the hold
     * @return whether the hold was there
     * @throws Unavailable if it is not known whether the hold was settled
     */
    boolean settle(BalanceShard shard, Hold hold, Money actual);

    /**
     * Adds credit to a shard once for each id of a grant.
     *
     * @return whether this added it; false if a grant of that id was added before
     * @throws Unavailable if it is not known whether it was added; repeat it with the same id
     */
    boolean grant(BalanceShard shard, String grantId, Money amount);

    /**
     * The sum over all shards; empty if the tenant never had credit.
     *
     * @throws Unavailable if the store does not answer
     */
    Optional<Balance> read(TenantId tenant);

    /**
     * Holds of all tenants that have expired.
     *
     * @throws Unavailable if the store does not answer
     */
    List<OpenHold> expired(Instant now);

    /**
     * Holds of one tenant that have expired.
     *
     * @throws Unavailable if the store does not answer
     */
    List<OpenHold> expired(TenantId tenant, Instant now);

    /** Whether credit is set aside. */
    enum Holding {
        HELD,
        /** The shard has less than the amount; nothing is held. */
        INSUFFICIENT
    }

    /** A hold and where it is. */
    record OpenHold(BalanceShard shard, Hold hold) {}
}
