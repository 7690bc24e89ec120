package farebox.metering;

import farebox.kernel.ByteCount;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.kernel.TokenCount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Values that many tests begin with. */
public final class Samples {
    /** What an adapter under test takes for now, too: the deadlines here are measured by it. */
    public static final Instant NOW = Instant.parse("2026-08-01T10:05:07.250Z");

    public static final TenantId ACME = new TenantId("acme");
    public static final TenantId ACME_TWO = new TenantId("acme-2");
    public static final KeyId KEY = new KeyId("k1234567");
    public static final KeyId OTHER_KEY = new KeyId("k7654321");
    public static final Sha256 BODY = digest("a body");
    public static final Sha256 OTHER_BODY = digest("another body");
    public static final Deadline DEADLINE = new Deadline(NOW.plusSeconds(28));
    public static final CallUsage USE = new CallUsage(
            "all-minilm-l6-v2",
            "1",
            new TokenCount(9),
            TokenCount.NONE,
            new ByteCount(64),
            new ByteCount(2_048),
            Duration.ofNanos(3_400_000));

    private Samples() {}

    public static Sha256 digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Caller caller(TenantId tenant) {
        return new Caller(tenant, KEY, Scope.INVOKE, new PlanName("free"));
    }

    public static MeteredCall call(String request) {
        return new MeteredCall(caller(ACME), "POST /v1/embeddings", new RequestId(request), Optional.empty(), BODY);
    }

    public static MeteredCall call(String request, String key, Sha256 body) {
        return new MeteredCall(
                caller(ACME),
                "POST /v1/embeddings",
                new RequestId(request),
                Optional.of(new IdempotencyKey(key)),
                body);
    }

    public static WorkResult worked(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new WorkResult(new ResponseRecord(200, Map.of("content-type", "application/json"), bytes), USE);
    }

    public static AttemptId attempt(int number) {
        return new AttemptId("%032x".formatted(number));
    }

    public static EventId eventId(String request) {
        return EventId.of(ACME, new RequestId(request));
    }

    /** An event of a call without a key. */
    public static UsageEvent event(String request, AttemptId attemptId) {
        return event(request, attemptId, Optional.empty());
    }

    public static UsageEvent event(String request, AttemptId attemptId, Optional<StoredResponse> answer) {
        return new UsageEvent(
                eventId(request),
                attemptId,
                KEY,
                new PlanName("free"),
                USE.model(),
                USE.version(),
                Quantities.ofCall(USE),
                NOW,
                BODY,
                new RequestId(request),
                answer,
                Instant.parse("2026-09-15T10:05:07Z"));
    }

    public static AggregateKey row(Resolution resolution, String start, TenantId tenant) {
        return new AggregateKey(resolution, Instant.parse(start), tenant, USE.model(), KEY, ShardId.SINGLE);
    }

    public static Quantities calls(long calls) {
        return new Quantities(
                calls,
                new TokenCount(9 * calls),
                new TokenCount(2 * calls),
                new ByteCount(64 * calls),
                new ByteCount(2_048 * calls),
                Duration.ofMillis(3 * calls));
    }

    public static UsageDelta addition(long calls, String first, String newest) {
        return new UsageDelta(calls(calls), new SequenceNumber(first), new SequenceNumber(newest));
    }
}
