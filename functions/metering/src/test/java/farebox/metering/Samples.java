package farebox.metering;

import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.PlanName;
import farebox.kernel.ProjectId;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.IdempotencyKey;
import farebox.metering.idempotency.IdempotencyRecord;
import farebox.metering.idempotency.WorkName;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.ShardId;
import farebox.metering.rollup.UsageAggregates.Delta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Values that many tests use. */
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
    public static final Resource MODEL = Resource.model("all-minilm-l6-v2", "1");
    public static final Amounts CALL = new Amounts(Map.of(
            Meter.CALLS, 1L, Meter.TOKENS_IN, 9L, Meter.BYTES_IN, 64L, Meter.BYTES_OUT, 2_048L, Meter.COMPUTE_MS, 3L));

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

    public static MeteredCall.Result<byte[]> result(String body) {
        return new MeteredCall.Result<>(body.getBytes(StandardCharsets.UTF_8), MODEL, CALL);
    }

    public static AttemptId attempt(int number) {
        return new AttemptId("%032x".formatted(number));
    }

    public static EventId eventId(String request) {
        return EventId.ofRequest(ACME, new RequestId(request));
    }

    /** An event of a call without a key. */
    public static UsageEvent event(String request, AttemptId attempt) {
        return event(request, attempt, Optional.empty());
    }

    public static UsageEvent event(String request, AttemptId attempt, Optional<Sha256> response) {
        return UsageEvent.of(
                eventId(request),
                usage(CALL),
                new IdempotencyRecord(attempt, new RequestId(request), BODY, response),
                MeteringPolicy.DEFAULT.retention());
    }

    public static Usage usage(Amounts amounts) {
        return new Usage(ACME, KEY, Optional.empty(), new PlanName("free"), MODEL, amounts, NOW, Usage.Source.REQUEST);
    }

    /** Every field as long as it can be, every meter among its amounts. */
    public static UsageEvent largestEvent() {
        String longest = "a".repeat(63);
        TenantId tenant = new TenantId(longest);
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            amounts.put(meter, 99_999_999_999L);
        }
        Usage usage = new Usage(
                tenant,
                KEY,
                Optional.of(new ProjectId(longest)),
                new PlanName(longest),
                Resource.trainingJob(longest + "/" + longest, longest),
                new Amounts(amounts),
                NOW,
                Usage.Source.TRAINING);
        String work = "w".repeat(128);
        return UsageEvent.of(
                EventId.ofWork(tenant, new WorkName(work)),
                usage,
                new IdempotencyRecord(attempt(1), new RequestId(work), BODY, Optional.of(OTHER_BODY)),
                MeteringPolicy.DEFAULT.retention());
    }

    public static AggregateKey row(Resolution resolution, String start, TenantId tenant) {
        return new AggregateKey(resolution, Instant.parse(start), tenant, MODEL, KEY, ShardId.SINGLE);
    }

    /** The amounts of so many calls. */
    public static Amounts calls(long calls) {
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        CALL.nonZero().forEach((meter, amount) -> amounts.put(meter, amount * calls));
        return new Amounts(amounts);
    }

    public static Delta delta(long calls, String first, String newest) {
        return new Delta(calls(calls), new SequenceNumber(first), new SequenceNumber(newest));
    }
}
