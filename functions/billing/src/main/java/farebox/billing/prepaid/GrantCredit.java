package farebox.billing.prepaid;

import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import java.math.BigInteger;

/** Adds prepaid credit to a tenant's balance, spread evenly over its shards. */
public final class GrantCredit {
    private final Balances balances;
    private final int shards;

    public GrantCredit(Balances balances, int shards) {
        this.balances = balances;
        this.shards = shards;
    }

    /**
     * @param grantId the same for every repetition of one grant, which adds it once
     * @throws InvalidRequest if the amount is not above zero, or in another currency than the balance; names both
     */
    public Balance run(TenantId tenant, String grantId, Money amount) {
        runOnce(tenant, grantId, amount);
        return balances.read(tenant).orElseThrow();
    }

    /**
     * As {@link #run}.
     *
     * @return whether this added it; false if it was added before
     */
    public boolean runOnce(TenantId tenant, String grantId, Money amount) {
        if (amount.isNegative() || amount.isZero()) {
            throw new InvalidRequest("a grant of credit is above zero, not " + amount, "amount");
        }
        balances.read(tenant)
                .ifPresent(balance -> requireSame(balance.available().currency(), amount));
        BigInteger[] parts = amount.picos().divideAndRemainder(BigInteger.valueOf(shards));
        boolean added = false;
        for (int i = 0; i < shards; i++) {
            BigInteger part = i == 0 ? parts[0].add(parts[1]) : parts[0];
            added |= balances.grant(new BalanceShard(tenant, i), grantId, new Money(amount.currency(), part));
        }
        return added;
    }

    private static void requireSame(Currency currency, Money amount) {
        if (!currency.equals(amount.currency())) {
            throw new InvalidRequest(
                    "the balance is in " + currency + ", the grant in " + amount.currency() + "; grant " + currency,
                    "currency");
        }
    }
}
