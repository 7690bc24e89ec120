package farebox.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.alert.AlertDelivery.Channel;
import farebox.billing.alert.AlertDelivery.State;
import farebox.billing.alert.Webhook.Webhooks;
import farebox.kernel.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store of alerts does.
 *
 * @param <S> the store
 */
public abstract class AlertStoreContract<S extends AlertDeliveries & Webhooks> {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-08-20T12:00:00Z");
    private static final AlertDelivery DELIVERY = AlertDelivery.of(
            new Alert(ACME, "calls-day", "2026-08-20", 80, BigDecimal.TEN, BigDecimal.TEN, NOW), Channel.WEBHOOK, "{}");

    private S store;

    /** Empty, and new for each test. */
    protected abstract S store();

    @BeforeEach
    void begin() {
        store = store();
    }

    @Test
    void aDelivery_isAddedOnce() {
        assertThat(store.add(DELIVERY)).isTrue();
        assertThat(store.add(DELIVERY)).isFalse();
        assertThat(store.recent(NOW)).containsExactly(DELIVERY);
    }

    @Test
    void aDelivery_isNotAddedAgainInALaterMonth() {
        store.add(DELIVERY);
        Alert again = new Alert(
                ACME,
                "calls-day",
                "2026-08-20",
                80,
                BigDecimal.TEN,
                BigDecimal.TEN,
                Instant.parse("2026-11-01T00:00:00Z"));

        assertThat(store.add(AlertDelivery.of(again, Channel.WEBHOOK, "{}"))).isFalse();
        assertThat(store.add(AlertDelivery.of(again, Channel.EVENT_BUS, "{}"))).isTrue();
    }

    @Test
    void anUpdate_isKept_andNothingIsAddedOverIt() {
        store.add(DELIVERY);
        AlertDelivery failed = DELIVERY.failed("status 500", NOW);
        store.update(failed);

        assertThat(store.add(DELIVERY)).isFalse();
        assertThat(store.recent(NOW)).containsExactly(failed);
        assertThat(failed.state()).isEqualTo(State.PENDING);
    }

    @Test
    void theMonthBefore_isRecent_andTheOneBeforeIsNot() {
        store.add(DELIVERY);

        assertThat(store.recent(Instant.parse("2026-09-01T00:00:00Z"))).hasSize(1);
        assertThat(store.recent(Instant.parse("2026-10-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void aWebhook_isReadAsItWasSet() {
        Webhook webhook = Webhook.create("https://example.com/hook", new Random(1));
        store.set(ACME, webhook);

        assertThat(store.find(ACME)).contains(webhook);
        assertThat(store.find(new TenantId("beta"))).isEmpty();
    }
}
