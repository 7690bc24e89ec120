package farebox.local.apigateway;

import farebox.local.template.RestApi;
import farebox.local.template.RestApi.Throttle;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The stage's own throttles: each method has a bucket, whoever calls. */
final class StageThrottleFilter implements Filter {
    private final TokenBuckets buckets;

    StageThrottleFilter(InstantSource clock) {
        this.buckets = new TokenBuckets(clock);
    }

    @Override
    public FilterResult pass(RequestContext context) {
        String path = context.route().path();
        String method = context.route().method() + " " + path;
        return buckets.take(method, throttle(context.api(), method, "* " + path))
                ? new FilterResult.Passed(context)
                : new FilterResult.Stopped(context, GatewayError.throttled());
    }

    private static Throttle throttle(RestApi api, String... names) {
        Map<String, Throttle> own = api.methodThrottles();
        return Stream.of(names)
                .flatMap(name -> Optional.ofNullable(own.get(name)).stream())
                .findFirst()
                .orElse(api.throttle());
    }
}
