package farebox.billing.prepaid;

import static farebox.billing.SampleBooks.USD;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.Money;
import farebox.billing.prepaid.Balances.Holding;
import farebox.billing.prepaid.Balances.OpenHold;
import farebox.kernel.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link Balances} keeps. */
public abstract class BalancesContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final BalanceShard SHARD = new BalanceShard(ACME, 0);
    private static final Instant EXPIRES = Instant.parse("2026-08-01T10:00:00Z");

    /** Empty, and new for each test. */
    protected abstract Balances balances();

    @Test
    void hold_takesWhatIsAvailableAndNoMore() {
        Balances balances = granted("1.00");

        assertThat(balances.hold(SHARD, hold("a", "0.60"))).isEqualTo(Holding.HELD);
        assertThat(balances.hold(SHARD, hold("b", "0.60"))).isEqualTo(Holding.INSUFFICIENT);
        assertThat(balances.hold(SHARD, hold("c", "0.40"))).isEqualTo(Holding.HELD);

        assertBalance(balances, "0.00", "1.00", "0.00");
    }

    @Test
    void hold_ofATenantWithoutCredit_isInsufficient() {
        Balances balances = balances();

        assertThat(balances.hold(SHARD, hold("a", "0.01"))).isEqualTo(Holding.INSUFFICIENT);
        assertThat(balances.read(ACME)).isEmpty();
    }

    @Test
    void hold_repeatedAfterALostAcknowledgement_isHeldOnce() {
        Balances balances = granted("1.00");
        balances.hold(SHARD, hold("a", "0.60"));

        assertThat(balances.hold(SHARD, hold("a", "0.60"))).isEqualTo(Holding.HELD);

        assertBalance(balances, "0.40", "0.60", "0.00");
    }

    @Test
    void settle_spendsTheActualAmountAndGivesBackTheRest() {
        Balances balances = granted("1.00");
        balances.hold(SHARD, hold("a", "0.60"));

        assertThat(balances.settle(SHARD, hold("a", "0.60"), usd("0.25"))).isTrue();

        assertBalance(balances, "0.75", "0.00", "0.25");
    }

    @Test
    void settle_happensOnce() {
        Balances balances = granted("1.00");
        balances.hold(SHARD, hold("a", "0.60"));
        balances.settle(SHARD, hold("a", "0.60"), usd("0.25"));

        assertThat(balances.settle(SHARD, hold("a", "0.60"), usd("0.25"))).isFalse();

        assertBalance(balances, "0.75", "0.00", "0.25");
    }

    @Test
    void settle_ofAnotherHoldDoesNothing() {
        Balances balances = granted("1.00");
        balances.hold(SHARD, hold("a", "0.60"));

        assertThat(balances.settle(SHARD, hold("b", "0.60"), usd("0.25"))).isFalse();
        assertThat(balances.settle(SHARD, hold("a", "0.70"), usd("0.25"))).isFalse();
        assertThat(balances.settle(new BalanceShard(ACME, 1), hold("a", "0.60"), usd("0.25")))
                .isFalse();

        assertBalance(balances, "0.40", "0.60", "0.00");
    }

    @Test
    void extend_holdsMoreOfWhatIsAvailable() {
        Balances balances = granted("1.00");
        balances.hold(SHARD, hold("a", "0.60"));

        assertThat(balances.extend(SHARD, hold("a", "0.60"), usd("0.41"))).isFalse();
        assertThat(balances.extend(SHARD, hold("a", "0.60"), usd("0.40"))).isTrue();
        assertThat(balances.settle(SHARD, hold("a", "1.00"), usd("1.00"))).isTrue();

        assertBalance(balances, "0.00", "0.00", "1.00");
    }

    @Test
    void extend_ofAHoldThatIsNotThereDoesNothing() {
        Balances balances = granted("1.00");

        assertThat(balances.extend(SHARD, hold("a", "0.60"), usd("0.10"))).isFalse();

        assertBalance(balances, "1.00", "0.00", "0.00");
    }

    @Test
    void grant_addsOnceForEachId() {
        Balances balances = granted("1.00");

        assertThat(balances.grant(SHARD, "g1", usd("1.00"))).isFalse();
        assertThat(balances.grant(SHARD, "g2", usd("0.50"))).isTrue();

        assertBalance(balances, "1.50", "0.00", "0.00");
    }

    @Test
    void read_addsUpTheShardsOfOneTenant() {
        Balances balances = granted("1.00");
        balances.grant(new BalanceShard(ACME, 1), "g1", usd("2.00"));
        balances.grant(new BalanceShard(new TenantId("acme-2"), 0), "g1", usd("4.00"));

        assertBalance(balances, "3.00", "0.00", "0.00");
    }

    @Test
    void expired_findsHoldsOfAllTenantsFromTheirInstantOn() {
        Balances balances = granted("1.00");
        BalanceShard other = new BalanceShard(new TenantId("other"), 3);
        balances.grant(other, "g1", usd("1.00"));
        balances.hold(SHARD, hold("a", "0.60"));
        balances.hold(other, new Hold(new HoldId("b", "1"), usd("0.10"), EXPIRES.plusSeconds(1)));

        assertThat(balances.expired(EXPIRES.minusMillis(1))).isEmpty();
        assertThat(balances.expired(EXPIRES)).containsExactly(new OpenHold(SHARD, hold("a", "0.60")));
        assertThat(balances.expired(EXPIRES.plusSeconds(1))).hasSize(2);
        assertThat(balances.expired(ACME, EXPIRES.plusSeconds(1)))
                .containsExactly(new OpenHold(SHARD, hold("a", "0.60")));
    }

    private Balances granted(String amount) {
        Balances balances = balances();
        assertThat(balances.grant(SHARD, "g1", usd(amount))).isTrue();
        return balances;
    }

    private static void assertBalance(Balances balances, String available, String held, String spent) {
        assertThat(balances.read(ACME)).contains(new Balance(usd(available), usd(held), usd(spent)));
    }

    private static Hold hold(String event, String amount) {
        return new Hold(new HoldId(event, "1"), usd(amount), EXPIRES);
    }

    private static Money usd(String decimal) {
        return Money.of(decimal, USD);
    }
}
