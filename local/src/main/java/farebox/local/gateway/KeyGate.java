package farebox.local.gateway;

import farebox.local.template.RestApi.KeySource;
import farebox.local.template.RestApi.Throttle;
import farebox.local.template.UsagePlan;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Wants an API key that a usage plan of this stage holds, and counts the call under that plan. */
final class KeyGate implements Gate {
    private final ApiKeys keys;
    private final List<UsagePlan> plans;
    private final TokenBuckets buckets;
    private final Quotas quotas;

    KeyGate(ApiKeys keys, Quotas quotas, List<UsagePlan> ofStage, InstantSource clock) {
        this.keys = keys;
        this.plans = List.copyOf(ofStage);
        this.buckets = new TokenBuckets(clock);
        this.quotas = quotas;
    }

    @Override
    public Passage pass(Exchange exchange) {
        if (!exchange.route().keyRequired()) {
            return new Passage.Open(exchange);
        }
        Optional<ApiKey> key = keys.withValue(value(exchange)).filter(ApiKey::enabled);
        Optional<UsagePlan> plan = key.flatMap(found ->
                plans.stream().filter(each -> found.plans().contains(each.id())).findFirst());
        return plan.isEmpty()
                ? new Passage.Closed(exchange, Refusal.invalidKey())
                : count(exchange.with(key.orElseThrow()), plan.get());
    }

    private Passage count(Exchange exchange, UsagePlan plan) {
        String counted = plan.id() + " " + exchange.key().id();
        String method = exchange.route().method() + " " + exchange.route().path();
        Throttle own = plan.methodThrottles().getOrDefault(method, Throttle.NONE);
        if (!buckets.take(counted + " " + method, own) || !buckets.take(counted, plan.throttle())) {
            return new Passage.Closed(exchange, Refusal.throttled());
        }
        return quotas.take(new Quotas.Counted(plan.id(), exchange.key().id()), plan.quota())
                ? new Passage.Open(exchange)
                : new Passage.Closed(exchange, Refusal.quotaExceeded());
    }

    private static String value(Exchange exchange) {
        return exchange.api().keySource() == KeySource.AUTHORIZER
                ? exchange.admission().usageIdentifierKey()
                : exchange.arrival().request().header("x-api-key").orElse("");
    }
}
