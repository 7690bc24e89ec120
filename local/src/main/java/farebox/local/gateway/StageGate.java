package farebox.local.gateway;

import farebox.local.template.RestApi;
import farebox.local.template.RestApi.Throttle;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The stage's own throttles: each method has a bucket, whoever calls. */
final class StageGate implements Gate {
    private final TokenBuckets buckets;

    StageGate(InstantSource clock) {
        this.buckets = new TokenBuckets(clock);
    }

    @Override
    public Passage pass(Exchange exchange) {
        String path = exchange.route().path();
        String method = exchange.route().method() + " " + path;
        return buckets.take(method, throttle(exchange.api(), method, "* " + path))
                ? new Passage.Open(exchange)
                : new Passage.Closed(exchange, Refusal.throttled());
    }

    private static Throttle throttle(RestApi api, String... names) {
        Map<String, Throttle> own = api.methodThrottles();
        return Stream.of(names)
                .flatMap(name -> Optional.ofNullable(own.get(name)).stream())
                .findFirst()
                .orElse(api.throttle());
    }
}
