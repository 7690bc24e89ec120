package farebox.local.apigateway;

import farebox.local.template.RestApi.KeySource;
import farebox.local.template.RestApi.Throttle;
import farebox.local.template.UsagePlan;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Wants an API key that a usage plan of this stage holds, and counts the call under that plan. */
final class ApiKeyFilter implements Filter {
    private final GatewayApiKeys keys;
    private final List<UsagePlan> plans;
    private final TokenBuckets buckets;
    private final Quotas quotas;

    ApiKeyFilter(GatewayApiKeys keys, Quotas quotas, List<UsagePlan> ofStage, InstantSource clock) {
        this.keys = keys;
        this.plans = List.copyOf(ofStage);
        this.buckets = new TokenBuckets(clock);
        this.quotas = quotas;
    }

    @Override
    public FilterResult pass(RequestContext context) {
        if (!context.route().keyRequired()) {
            return new FilterResult.Passed(context);
        }
        Optional<GatewayApiKey> key = keys.withValue(value(context)).filter(GatewayApiKey::enabled);
        Optional<UsagePlan> plan = key.flatMap(found ->
                plans.stream().filter(each -> found.plans().contains(each.id())).findFirst());
        return plan.isEmpty()
                ? new FilterResult.Stopped(context, GatewayError.invalidKey())
                : count(context.with(key.orElseThrow()), plan.get());
    }

    private FilterResult count(RequestContext context, UsagePlan plan) {
        String counted = plan.id() + " " + context.key().id();
        String method = context.route().method() + " " + context.route().path();
        Throttle own = plan.methodThrottles().getOrDefault(method, Throttle.NONE);
        if (!buckets.take(counted + " " + method, own) || !buckets.take(counted, plan.throttle())) {
            return new FilterResult.Stopped(context, GatewayError.throttled());
        }
        return quotas.take(new Quotas.Counted(plan.id(), context.key().id()), plan.quota())
                ? new FilterResult.Passed(context)
                : new FilterResult.Stopped(context, GatewayError.quotaExceeded());
    }

    private static String value(RequestContext context) {
        return context.api().keySource() == KeySource.AUTHORIZER
                ? context.authorizerContext().usageIdentifierKey()
                : context.incomingRequest().request().header("x-api-key").orElse("");
    }
}
