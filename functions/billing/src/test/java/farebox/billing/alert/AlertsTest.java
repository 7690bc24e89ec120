package farebox.billing.alert;

import static farebox.billing.SampleBooks.STANDARD;
import static farebox.billing.SampleBooks.USD;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.Money;
import farebox.billing.alert.AlertDelivery.Channel;
import farebox.billing.alert.AlertDelivery.State;
import farebox.billing.invoice.Installation;
import farebox.billing.json.AlertFormat;
import farebox.billing.prepaid.BalanceShard;
import farebox.billing.prepaid.GrantCredit;
import farebox.billing.prepaid.Hold;
import farebox.billing.prepaid.HoldId;
import farebox.billing.prepaid.InMemoryBalances;
import farebox.billing.quota.InMemoryLimits;
import farebox.billing.quota.Limit;
import farebox.billing.quota.Limits.Owner;
import farebox.billing.quota.ReadQuotas;
import farebox.kernel.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AlertsTest {
    private static final TenantId ACME = new TenantId("acme");

    private final Installation installation =
            new Installation().price("2026-07-01T00:00:00Z", "0.05").at("2026-08-20T12:00:00Z");
    private final InMemoryLimits limits = new InMemoryLimits();
    private final InMemoryBalances balances = new InMemoryBalances();
    private final InMemoryAlerts store = new InMemoryAlerts();
    private final List<String> sent = new ArrayList<>();
    private Optional<String> webhookFault = Optional.empty();

    private final RaiseAlerts raise = new RaiseAlerts(
            new RaiseAlerts.Sources(
                    installation,
                    limits,
                    new ReadQuotas(installation.totalsOfSums(), installation.books()::all),
                    balances,
                    store),
            store,
            new AlertFormat()::write,
            installation::now);
    private final DeliverAlerts deliver = new DeliverAlerts(
            store, Map.of(Channel.EVENT_BUS, this::onBus, Channel.WEBHOOK, this::toWebhook), installation::now);

    @Test
    void thresholds_areToldOnceEach() {
        limit("calls", "100", Owner.OfTenant.class);
        installation.calls("2026-08-20T10:00:00Z", 49);
        assertThat(raise.run()).isZero();
        installation.calls("2026-08-20T10:01:00Z", 1);
        assertThat(raise.run()).isOne();
        assertThat(raise.run()).isZero();
        installation.calls("2026-08-20T10:02:00Z", 50);

        assertThat(raise.run()).isEqualTo(2);
        deliver.run();

        assertThat(sent)
                .containsExactly(
                        "bus acme.calls-day.2026-08-20T00:00:00Z.100",
                        "bus acme.calls-day.2026-08-20T00:00:00Z.50",
                        "bus acme.calls-day.2026-08-20T00:00:00Z.80");
    }

    @Test
    void aNewWindow_alertsAnew() {
        limit("calls", "1", Owner.OfPlan.class);
        installation.calls("2026-08-20T10:00:00Z", 1);
        raise.run();
        installation.at("2026-08-21T12:00:00Z").calls("2026-08-21T10:00:00Z", 1);

        assertThat(raise.run()).isEqualTo(3);
    }

    @Test
    void moneyAndSoftLimits_alertToo() {
        limits.set(
                new Owner.OfTenant(ACME),
                Limit.of(Limit.SPEND, Limit.Window.MONTH, Optional.of(new BigDecimal("1.00")), Optional.empty()));
        installation.calls("2026-08-03T10:00:00Z", 16);

        raise.run();

        assertThat(store.recent(installation.now()))
                .extracting(AlertDelivery::body)
                .allMatch(body -> body.contains("\"used\":\"0.80\",\"of\":\"1.00\""))
                .hasSize(2);
    }

    @Test
    void creditThatStaysSpent_alertsOnceHoweverManyMonthsPass() {
        installation.prepay();
        new GrantCredit(balances, 1).run(ACME, "g", Money.of("1.00", USD));
        balances.hold(
                new BalanceShard(ACME, 0),
                new Hold(new HoldId("e", "1"), Money.of("0.50", USD), Instant.parse("2026-08-20T13:00:00Z")));
        raise.run();

        installation.at("2026-09-01T00:00:00Z");
        assertThat(raise.run()).isZero();
        installation.at("2026-12-01T00:00:00Z");
        assertThat(raise.run()).isZero();
    }

    @Test
    void creditThatIsSpent_alerts() {
        installation.prepay();
        new GrantCredit(balances, 1).run(ACME, "g", Money.of("1.00", USD));
        balances.hold(
                new BalanceShard(ACME, 0),
                new Hold(new HoldId("e", "1"), Money.of("0.50", USD), Instant.parse("2026-08-20T13:00:00Z")));

        assertThat(raise.run()).isOne();
        assertThat(store.recent(installation.now()))
                .first()
                .satisfies(delivery -> assertThat(delivery.id()).isEqualTo("acme.credit.1.00.50"));
    }

    @Test
    void aWebhookThatAnswers500ForADay_isRecordedAndTriedUntilItWorks() {
        oneWebhookAlert();
        webhookFault = Optional.of("status 500");
        Instant end = installation.now().plus(Duration.ofDays(1));
        while (installation.now().isBefore(end)) {
            deliver.run();
            installation.at(installation.now().plus(Duration.ofMinutes(5)).toString());
        }

        assertThat(webhookDelivery().state()).isEqualTo(State.PENDING);
        assertThat(webhookDelivery().lastError()).isEqualTo("status 500");
        assertThat(webhookDelivery().attempts()).isBetween(9, 14);

        webhookFault = Optional.empty();
        installation.at(webhookDelivery().next().toString());
        assertThat(deliver.run()).isOne();
        assertThat(webhookDelivery().state()).isEqualTo(State.DELIVERED);
        assertThat(deliver.run()).isZero();
    }

    @Test
    void aWebhookThatNeverWorks_isGivenUpAfterThreeDays() {
        oneWebhookAlert();
        webhookFault = Optional.of("status 500");
        for (int i = 0; i < 100; i++) {
            deliver.run();
            installation.at(installation.now().plus(Duration.ofHours(6)).toString());
        }

        assertThat(webhookDelivery().state()).isEqualTo(State.FAILED);
        assertThat(Duration.between(
                        webhookDelivery().created(), webhookDelivery().next()))
                .isBetween(Duration.ofDays(3), Duration.ofDays(4));
    }

    private void oneWebhookAlert() {
        store.set(ACME, Webhook.create("https://example.com/hook", new Random(1)));
        limits.set(
                new Owner.OfTenant(ACME),
                Limit.of("calls", Limit.Window.MONTH, Optional.empty(), Optional.of(BigDecimal.TEN)));
        installation.calls("2026-08-20T10:00:00Z", 5);
        raise.run();
    }

    private AlertDelivery webhookDelivery() {
        return store.recent(installation.now()).stream()
                .filter(delivery -> delivery.channel() == Channel.WEBHOOK)
                .findFirst()
                .orElseThrow();
    }

    private void limit(String subject, String hard, Class<? extends Owner> owner) {
        limits.set(
                owner == Owner.OfPlan.class ? new Owner.OfPlan(STANDARD) : new Owner.OfTenant(ACME),
                Limit.of(subject, Limit.Window.DAY, Optional.empty(), Optional.of(new BigDecimal(hard))));
    }

    private Optional<String> onBus(AlertDelivery delivery, Instant at) {
        sent.add("bus " + delivery.id());
        return Optional.empty();
    }

    private Optional<String> toWebhook(AlertDelivery delivery, Instant at) {
        return webhookFault;
    }
}
