package farebox.billing.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.quota.Limit;
import farebox.billing.quota.Limit.Window;
import farebox.billing.quota.Limits.Owner;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DynamoLimitsTest {
    private static final Owner ACME = new Owner.OfTenant(new TenantId("acme"));
    private static final Owner STANDARD = new Owner.OfPlan(new PlanName("standard"));
    private static final Limit TEN_CALLS = limit("calls", "10");
    private static final Limit FIVE_CALLS = limit("calls", "5");
    private static final Limit SPEND = limit(Limit.SPEND, "1.50");

    private final FakeDynamo dynamo = new FakeDynamo();
    private final DynamoLimits limits = new DynamoLimits(dynamo, "balances");

    @Test
    void limits_areReadAsTheyWereWritten() {
        limits.set(ACME, TEN_CALLS);
        limits.set(ACME, SPEND);

        assertThat(limits.read(ACME)).containsExactly(TEN_CALLS, SPEND);
        assertThat(limits.read(STANDARD)).isEmpty();
    }

    @Test
    void aLimit_takesThePlaceOfTheOneOfItsName() {
        limits.set(ACME, TEN_CALLS);
        limits.set(ACME, FIVE_CALLS);

        assertThat(limits.read(ACME)).containsExactly(FIVE_CALLS);
    }

    @Test
    void aTenantsLimits_comeBeforeThoseOfItsPlan() {
        limits.set(STANDARD, TEN_CALLS);
        limits.set(STANDARD, SPEND);
        limits.set(ACME, FIVE_CALLS);

        assertThat(limits.effective(new TenantId("acme"), new PlanName("standard")))
                .containsExactly(FIVE_CALLS, SPEND);
    }

    @Test
    void aLimitThatIsRemoved_isGone() {
        limits.set(ACME, TEN_CALLS);

        assertThat(limits.remove(ACME, "calls-day")).isTrue();
        assertThat(limits.remove(ACME, "calls-day")).isFalse();
        assertThat(limits.read(ACME)).isEmpty();
    }

    @Test
    void aStoreThatDoesNotAnswer_isUnavailable() {
        dynamo.failFromNowOn();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> limits.read(ACME));
    }

    private static Limit limit(String subject, String hard) {
        return Limit.of(subject, Window.DAY, Optional.empty(), Optional.of(new BigDecimal(hard)));
    }
}
