package farebox.billing.alert;

import farebox.billing.alert.AlertDelivery.Channel;
import farebox.billing.alert.Webhook.Webhooks;
import farebox.billing.invoice.Tenants;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.prepaid.Balance;
import farebox.billing.prepaid.Balances;
import farebox.billing.quota.Limits;
import farebox.billing.quota.ReadQuotas;
import farebox.billing.quota.ReadQuotas.Quota;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Stores alerts for what reached 50, 80 or 100 % of a limit or of prepaid credit; repeating it changes nothing. */
public final class RaiseAlerts {
    private static final List<Integer> PERCENTS = List.of(50, 80, 100);

    private final Sources sources;
    private final AlertDeliveries deliveries;
    private final Function<Alert, String> format;
    private final InstantSource clock;

    /** @param format an alert as JSON */
    public RaiseAlerts(
            Sources sources, AlertDeliveries deliveries, Function<Alert, String> format, InstantSource clock) {
        this.sources = sources;
        this.deliveries = deliveries;
        this.format = format;
        this.clock = clock;
    }

    /** Of what alerts tell. */
    public record Sources(
            Tenants tenants, Limits limits, ReadQuotas readQuotas, Balances balances, Webhooks webhooks) {}

    /**
     * @return how many deliveries were added
     * @throws Unavailable if a store does not answer; repeat it
     */
    public int run() {
        return sources.tenants().all().stream().sorted().mapToInt(this::raise).sum();
    }

    private int raise(TenantId tenant) {
        List<Alert> alerts = alerts(tenant).toList();
        if (alerts.isEmpty()) {
            return 0;
        }
        boolean hasWebhook = sources.webhooks().find(tenant).isPresent();
        return alerts.stream().mapToInt(alert -> add(alert, hasWebhook)).sum();
    }

    private Stream<Alert> alerts(TenantId tenant) {
        Instant now = clock.instant();
        BillingAccount account = sources.tenants().account(tenant);
        List<Quota> quotas = sources.readQuotas()
                .run(
                        account,
                        sources.limits()
                                .effective(tenant, account.plans().getLast().plan()),
                        now);
        return Stream.concat(quotas.stream().flatMap(quota -> ofQuota(tenant, quota, now)), ofCredit(account, now));
    }

    private static Stream<Alert> ofQuota(TenantId tenant, Quota quota, Instant now) {
        return PERCENTS.stream()
                .filter(quota::hasReached)
                .map(percent -> new Alert(
                        tenant,
                        quota.limit().name(),
                        quota.start().toString(),
                        percent,
                        quota.used(),
                        quota.limit().alertBasis(),
                        now));
    }

    private Stream<Alert> ofCredit(BillingAccount account, Instant now) {
        return account.mode() == PaymentMode.POSTPAID
                ? Stream.empty()
                : sources.balances().read(account.tenant()).stream()
                        .flatMap(balance -> ofCredit(account, balance, now));
    }

    private static Stream<Alert> ofCredit(BillingAccount account, Balance balance, Instant now) {
        BigDecimal granted = new BigDecimal(balance.granted().decimal());
        BigDecimal used = granted.subtract(new BigDecimal(balance.available().decimal()));
        return PERCENTS.stream()
                .filter(percent -> granted.signum() > 0
                        && used.movePointRight(2).compareTo(granted.multiply(BigDecimal.valueOf(percent))) >= 0)
                .map(percent ->
                        new Alert(account.tenant(), "credit", granted.toPlainString(), percent, used, granted, now));
    }

    private int add(Alert alert, boolean hasWebhook) {
        String body = format.apply(alert);
        int added = deliveries.add(AlertDelivery.of(alert, Channel.EVENT_BUS, body)) ? 1 : 0;
        return hasWebhook && deliveries.add(AlertDelivery.of(alert, Channel.WEBHOOK, body)) ? added + 1 : added;
    }
}
