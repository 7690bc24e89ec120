package farebox.billing.dynamo;

import static farebox.billing.SampleBooks.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Money;
import farebox.billing.prepaid.BalanceShard;
import farebox.billing.prepaid.Balances;
import farebox.billing.prepaid.BalancesContract;
import farebox.billing.prepaid.Hold;
import farebox.billing.prepaid.HoldId;
import farebox.billing.prepaid.PrepaidCredit;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DynamoBalancesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final BalanceShard SHARD = new BalanceShard(ACME, 0);
    private static final Money CENT = Money.of("0.01", USD);
    private static final Hold HOLD = new Hold(new HoldId("e", "1"), CENT, Instant.parse("2026-08-01T10:00:00Z"));

    private final FakeDynamo dynamo = new FakeDynamo();
    private final Balances balances = new DynamoBalances(dynamo, "balances");

    @Nested
    final class Keeping extends BalancesContract {
        @Override
        protected Balances balances() {
            return new DynamoBalances(new FakeDynamo(), "balances");
        }
    }

    @Test
    void aCall_writesTwice() {
        balances.grant(SHARD, "g", CENT);
        PrepaidCredit credit = new PrepaidCredit(balances, 1);

        credit.settle(credit.hold(ACME, HOLD).orElseThrow(), CENT);

        assertThat(dynamo.writes()).isEqualTo(2);
    }

    @Test
    void lostAcknowledgements_moveNoMoneyTwice() {
        balances.grant(SHARD, "g", Money.of("1", USD));
        dynamo.loseAcknowledgementsOnce();
        assertThat(balances.hold(SHARD, HOLD)).isEqualTo(Balances.Holding.HELD);
        dynamo.loseAcknowledgementsOnce();
        assertThat(balances.extend(SHARD, HOLD, CENT)).isTrue();
        dynamo.loseAcknowledgementsOnce();

        balances.settle(SHARD, new Hold(HOLD.id(), CENT.plus(CENT), HOLD.expires()), CENT);

        assertThat(balances.read(ACME).orElseThrow().available().decimal()).isEqualTo("0.99");
        assertThat(balances.read(ACME).orElseThrow().spent()).isEqualTo(CENT);
    }

    @Test
    void failuresOfTheStoreAreUnavailable() {
        dynamo.failFromNowOn();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> balances.hold(SHARD, HOLD));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> balances.settle(SHARD, HOLD, CENT));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> balances.grant(SHARD, "g", CENT));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> balances.read(ACME));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> balances.expired(Instant.EPOCH));
    }
}
