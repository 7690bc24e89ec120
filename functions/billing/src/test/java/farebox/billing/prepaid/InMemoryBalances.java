package farebox.billing.prepaid;

import farebox.billing.Money;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Balances in memory; each method is atomic, as a write of one item is. */
public final class InMemoryBalances implements Balances {
    private final Map<BalanceShard, Shard> shards = new HashMap<>();

    @Override
    public synchronized Holding hold(BalanceShard shard, Hold hold) {
        Shard item = shards.get(shard);
        if (item == null) {
            return Holding.INSUFFICIENT;
        }
        if (item.holds.containsKey(hold.id())) {
            return hold.equals(item.holds.get(hold.id())) ? Holding.HELD : Holding.INSUFFICIENT;
        }
        if (item.available.compareTo(hold.amount()) < 0) {
            return Holding.INSUFFICIENT;
        }
        item.available = item.available.minus(hold.amount());
        item.holds.put(hold.id(), hold);
        return Holding.HELD;
    }

    @Override
    public synchronized boolean extend(BalanceShard shard, Hold hold, Money extra) {
        Shard item = shards.get(shard);
        if (item == null || !hold.equals(item.holds.get(hold.id())) || item.available.compareTo(extra) < 0) {
            return false;
        }
        item.available = item.available.minus(extra);
        item.holds.put(hold.id(), hold.plus(extra));
        return true;
    }

    @Override
    public synchronized boolean settle(BalanceShard shard, Hold hold, Money actual) {
        Shard item = shards.get(shard);
        if (item == null || !hold.equals(item.holds.get(hold.id()))) {
            return false;
        }
        item.available = item.available.plus(hold.amount().minus(actual));
        item.spent = item.spent.plus(actual);
        item.holds.remove(hold.id());
        return true;
    }

    @Override
    public synchronized boolean grant(BalanceShard shard, String grantId, Money amount) {
        Shard item = shards.computeIfAbsent(shard, absent -> new Shard(Money.zero(amount.currency())));
        if (!item.grants.add(grantId)) {
            return false;
        }
        item.available = item.available.plus(amount);
        return true;
    }

    @Override
    public synchronized Optional<Balance> read(TenantId tenant) {
        return shards.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(entry -> entry.getValue().balance())
                .reduce(Balance::plus);
    }

    @Override
    public synchronized List<OpenHold> expired(Instant now) {
        List<OpenHold> expired = new ArrayList<>();
        shards.forEach((shard, item) -> item.holds.values().stream()
                .filter(hold -> !hold.expires().isAfter(now))
                .forEach(hold -> expired.add(new OpenHold(shard, hold))));
        return expired;
    }

    @Override
    public List<OpenHold> expired(TenantId tenant, Instant now) {
        return expired(now).stream()
                .filter(open -> open.shard().tenant().equals(tenant))
                .toList();
    }

    private static final class Shard {
        private final Map<HoldId, Hold> holds = new HashMap<>();
        private final Set<String> grants = new HashSet<>();
        private Money available;
        private Money spent;

        Shard(Money zero) {
            this.available = zero;
            this.spent = zero;
        }

        Balance balance() {
            Money held =
                    holds.values().stream().map(Hold::amount).reduce(Money.zero(available.currency()), Money::plus);
            return new Balance(available, held, spent);
        }
    }
}
