package farebox.http;

import farebox.kernel.QuotaExceeded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code x-ratelimit-*} as OpenAI has them and {@code RateLimit} as the IETF drafts it, from the limit of the caller's
 * plan. API Gateway does not tell functions what is left, so what remains is counted over the requests that this
 * environment of the function handled: more is never left, and it is exact while one environment handles all.
 */
final class RateLimitHeaders {
    private static final int MAX_TENANTS = 10_000;
    private static final String RATELIMIT = "ratelimit";

    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_TENANTS;
        }
    };

    RateLimitHeaders(InstantSource clock) {
        this.clock = clock;
    }

    private record Bucket(double tokens, Instant at) {}

    /** @param authorizer the context of the request; one without a limit, or of another format, changes nothing */
    HttpResponse add(HttpResponse response, ErrorFormat format, Map<String, String> authorizer) {
        return switch (format) {
            case OPENAI, OPEN_INFERENCE ->
                RateLimit.of(authorizer)
                        .map(limit -> add(response, format, limit, authorizer.getOrDefault("tenant", "")))
                        .orElse(response);
            case HUGGING_FACE, SAGEMAKER, COHERE, PROBLEM -> response;
        };
    }

    /** The quota that was exceeded, in the fields of the IETF's draft. */
    static HttpResponse add(HttpResponse response, QuotaExceeded exceeded) {
        return exceeded.quota()
                .map(quota -> ietf(
                        response,
                        quota.name(),
                        new Policy(quota.units(), quota.window()),
                        new Left(0, exceeded.retryAfter())))
                .orElse(response);
    }

    private HttpResponse add(HttpResponse response, ErrorFormat format, RateLimit limit, String tenant) {
        double left = take(limit, tenant);
        Duration reset = limit.reset(left);
        HttpResponse standard = response.headers().containsKey(RATELIMIT)
                ? response
                : ietf(response, "burst", new Policy(limit.burst(), limit.reset(0)), new Left((long) left, reset));
        return format != ErrorFormat.OPENAI
                ? standard
                : standard.with("x-ratelimit-limit-requests", Integer.toString(limit.burst()))
                        .with("x-ratelimit-remaining-requests", Integer.toString((int) left))
                        .with("x-ratelimit-reset-requests", text(reset));
    }

    /** {@code RateLimit-Policy} and {@code RateLimit} of draft-ietf-httpapi-ratelimit-headers. */
    private static HttpResponse ietf(HttpResponse response, String name, Policy policy, Left left) {
        return response.with(
                        "ratelimit-policy",
                        "\"%s\";q=%d;w=%d".formatted(name, policy.quota(), wholeSeconds(policy.window())))
                .with(RATELIMIT, "\"%s\";r=%d;t=%d".formatted(name, left.units(), wholeSeconds(left.reset())));
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    private record Policy(long quota, Duration window) {}

    private record Left(long units, Duration reset) {}

    private synchronized double take(RateLimit limit, String tenant) {
        Instant now = clock.instant();
        Bucket before = buckets.getOrDefault(tenant, new Bucket(limit.burst(), now));
        double left = Math.max(0, limit.refilled(before.tokens(), Duration.between(before.at(), now)) - 1);
        buckets.put(tenant, new Bucket(left, now));
        return left;
    }

    /** As OpenAI writes durations: {@code 200ms}, {@code 1s}, {@code 1.5s}. */
    private static String text(Duration wait) {
        long millis = wait.toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis / 1_000.0 + "s";
    }
}
