package farebox.billing.prepaid.simulation;

import farebox.billing.Money;
import farebox.billing.prepaid.Balance;
import farebox.billing.prepaid.BalanceShard;
import farebox.billing.prepaid.Balances;
import farebox.billing.prepaid.Hold;
import farebox.billing.prepaid.HoldId;
import farebox.billing.prepaid.InMemoryBalances;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Loses requests and acknowledgements, and repeats what was not acknowledged, as the SDK does. */
final class FaultyBalances implements Balances {
    private static final double LOST = 0.02;

    private final InMemoryBalances store = new InMemoryBalances();
    private final SeededBug bug;
    private final RandomGenerator random;

    FaultyBalances(SeededBug bug, RandomGenerator random) {
        this.bug = bug;
        this.random = random;
    }

    @Override
    public Holding hold(BalanceShard shard, Hold hold) {
        loseRequest();
        if (bug == SeededBug.UNCONDITIONAL_HOLD && missing(shard, hold.amount())) {
            store.grant(shard, "overdraft-" + hold.id().value(), hold.amount());
        }
        Holding holding = store.hold(shard, hold);
        if (random.nextDouble() < LOST) {
            holding = store.hold(shard, bug == SeededBug.HOLD_TWICE ? renamed(hold) : hold);
        }
        loseAcknowledgement();
        return holding;
    }

    @Override
    public boolean extend(BalanceShard shard, Hold hold, Money extra) {
        loseRequest();
        boolean extended = store.extend(shard, hold, extra);
        loseAcknowledgement();
        return extended;
    }

    @Override
    public boolean settle(BalanceShard shard, Hold hold, Money actual) {
        loseRequest();
        boolean settled = store.settle(shard, hold, actual);
        if (bug == SeededBug.UNCONDITIONAL_SETTLEMENT && (!settled || random.nextDouble() < LOST)) {
            store.hold(shard, hold);
            store.settle(shard, hold, actual);
        }
        loseAcknowledgement();
        return settled;
    }

    @Override
    public boolean grant(BalanceShard shard, String grantId, Money amount) {
        return store.grant(shard, grantId, amount);
    }

    @Override
    public Optional<Balance> read(TenantId tenant) {
        return store.read(tenant);
    }

    @Override
    public List<OpenHold> expired(Instant now) {
        return store.expired(now);
    }

    @Override
    public List<OpenHold> expired(TenantId tenant, Instant now) {
        return store.expired(tenant, now);
    }

    private boolean missing(BalanceShard shard, Money amount) {
        return store.read(shard.tenant())
                .map(balance -> balance.available().compareTo(amount) < 0)
                .orElse(true);
    }

    private static Hold renamed(Hold hold) {
        return new Hold(
                new HoldId(hold.id().event(), hold.id().attempt() + "-again"),
                hold.amount(),
                hold.expires().plus(Duration.ofDays(365)));
    }

    private void loseRequest() {
        if (random.nextDouble() < LOST) {
            throw new Unavailable("the request was lost", Duration.ofSeconds(1));
        }
    }

    private void loseAcknowledgement() {
        if (random.nextDouble() < LOST) {
            throw new Unavailable("the acknowledgement was lost", Duration.ofSeconds(1));
        }
    }
}
