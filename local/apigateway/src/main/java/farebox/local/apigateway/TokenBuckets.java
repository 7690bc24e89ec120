package farebox.local.apigateway;

import farebox.local.template.RestApi.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Token buckets by name. A bucket is full at first and fills at its rate. */
final class TokenBuckets {
    private static final double NANOS_PER_SECOND = 1e9;

    private final InstantSource clock;
    private final Map<String, Level> levels = new ConcurrentHashMap<>();

    TokenBuckets(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes a token out of a bucket; false if there is none. */
    boolean take(String bucket, Throttle throttle) {
        if (throttle.equals(Throttle.NONE)) {
            return true;
        }
        Level after =
                levels.compute(bucket, (name, before) -> next(before == null ? full(throttle) : before, throttle));
        return after.taken();
    }

    private Level full(Throttle throttle) {
        return new Level(throttle.burst(), clock.instant(), false);
    }

    private Level next(Level before, Throttle throttle) {
        Instant now = clock.instant();
        double seconds = Math.max(0, Duration.between(before.at(), now).toNanos() / NANOS_PER_SECOND);
        double filled = Math.min(throttle.burst(), before.tokens() + seconds * throttle.rate());
        boolean taken = filled >= 1;
        return new Level(taken ? filled - 1 : filled, now, taken);
    }

    /** @param taken whether the call that left this level got a token */
    private record Level(double tokens, Instant at, boolean taken) {}
}
