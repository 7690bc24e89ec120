package farebox.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code x-ratelimit-*} as OpenAI has them, from the limit of the caller's plan. API Gateway does not tell functions
 * what is left, so what remains is counted over the requests that this environment of the function handled: more is
 * never left, and it is exact while one environment handles all.
 */
final class RateLimitHeaders {
    private static final int MAX_TENANTS = 10_000;

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
            case OPENAI ->
                RateLimit.of(authorizer)
                        .map(limit -> add(response, limit, authorizer.getOrDefault("tenant", "")))
                        .orElse(response);
            case OPEN_INFERENCE, HUGGING_FACE, SAGEMAKER, COHERE, PROBLEM -> response;
        };
    }

    private HttpResponse add(HttpResponse response, RateLimit limit, String tenant) {
        double left = take(limit, tenant);
        return response.with("x-ratelimit-limit-requests", Integer.toString(limit.burst()))
                .with("x-ratelimit-remaining-requests", Integer.toString((int) left))
                .with("x-ratelimit-reset-requests", text(limit.reset(left)));
    }

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
