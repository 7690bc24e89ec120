package farebox.metering;

import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.IdempotencyMismatch;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Does the work of a call, makes its event durable, and only then hands out the answer.
 *
 * <p>A crash before the write delivers nothing and bills nothing. A crash after it bills once; a retry under the same
 * idempotency key then gets the stored answer, free. A call without a key costs one write; one with a key costs a read,
 * a claim and an object more. The claim is only good manners: what makes the bill right is that an event is written if
 * there is none, and that its id is the same for every attempt at the same call.
 */
public final class MeterUsage {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final MeteringStores meteringStores;
    private final MeteringPolicy meteringPolicy;
    private final InstantSource clock;
    private final RandomGenerator chance;

    public MeterUsage(
            MeteringStores meteringStores, MeteringPolicy meteringPolicy, InstantSource clock, RandomGenerator chance) {
        this.meteringStores = meteringStores;
        this.meteringPolicy = meteringPolicy;
        this.clock = clock;
        this.chance = chance;
    }

    /**
     * @param deadline after which the caller gets no answer any more, so none is billed
     * @param work done at most once; what it throws passes through, and nothing is billed
     * @throws IdempotencyMismatch if the key was used with another body, or its answer is no longer kept
     * @throws Conflict if a call with the same key and body is being worked on
     * @throws Unavailable if a store or the time left does not allow to bill the call; the answer is discarded
     * @throws DataCorrupted if the stored answer is not what was stored
     */
    public MeteredResponse run(MeteredCall call, Deadline deadline, Supplier<WorkResult> work) {
        requireTimeToAnswer(deadline);
        AttemptId attemptId = AttemptId.by(chance);
        return call.key()
                .map(key -> EventId.of(call.caller().tenant(), call.operation(), key))
                .map(id -> runIdempotent(new Run(call, id, attemptId, deadline), work))
                .orElseGet(() -> {
                    EventId id = EventId.of(call.caller().tenant(), call.request());
                    return runOnce(new Run(call, id, attemptId, deadline), work);
                });
    }

    /** A second invocation for one request of the gateway meets the first one's event: one answer, billed once. */
    private MeteredResponse runOnce(Run run, Supplier<WorkResult> work) {
        WorkResult workResult = work.get();
        append(run, run.event(workResult.callUsage(), Optional.empty(), clock.instant(), meteringPolicy))
                .ifPresent(standing -> requireSameRequest(standing.sameRequestAs(run.call)));
        return new MeteredResponse(workResult.responseRecord(), run.id.local(), false);
    }

    private MeteredResponse runIdempotent(Run run, Supplier<WorkResult> work) {
        Optional<UsageEvent> earlier = meteringStores.ledger().find(run.id, run.deadline);
        return earlier.map(event -> replay(run, event)).orElseGet(() -> claimed(run, work));
    }

    /** Whatever goes wrong gives the claim back, so that a retry need not wait for its end. */
    private MeteredResponse claimed(Run run, Supplier<WorkResult> work) {
        IdempotencyLock idempotencyLock = take(run);
        boolean metered = false;
        try {
            MeteredResponse answer = perform(run, work);
            metered = true;
            return answer;
        } finally {
            if (!metered) {
                release(idempotencyLock, run.deadline);
            }
        }
    }

    private MeteredResponse perform(Run run, Supplier<WorkResult> work) {
        WorkResult workResult = work.get();
        StoredResponse stored = store(run, workResult.responseRecord());
        UsageEvent event = run.event(workResult.callUsage(), Optional.of(stored), clock.instant(), meteringPolicy);
        return append(run, event)
                .map(winner -> replay(run, winner))
                .orElseGet(() -> new MeteredResponse(workResult.responseRecord(), run.id.local(), false));
    }

    /** The event of another attempt, if one stands there already; our own write met again is none. */
    private Optional<UsageEvent> append(Run run, UsageEvent event) {
        requireTimeToAnswer(run.deadline);
        return meteringStores
                .ledger()
                .append(event, run.deadline)
                .filter(standing -> !standing.attemptId().equals(run.attemptId));
    }

    private IdempotencyLock take(Run run) {
        Instant now = clock.instant();
        Instant until = run.deadline.at().plus(meteringPolicy.leaseMargin()).truncatedTo(ChronoUnit.MILLIS);
        IdempotencyLock idempotencyLock = new IdempotencyLock(run.id, run.attemptId, run.call.fingerprint(), until);
        meteringStores
                .idempotencyLocks()
                .take(idempotencyLock, now, run.deadline)
                .filter(standing -> !standing.attemptId().equals(run.attemptId))
                .ifPresent(standing -> refuse(run, standing));
        return idempotencyLock;
    }

    private void refuse(Run run, IdempotencyLock standing) {
        requireSameRequest(standing.fingerprint().equals(run.call.fingerprint()));
        throw new Conflict(
                "a request with this Idempotency-Key is being answered; repeat it in a moment", DEFAULT_RETRY);
    }

    /** A claim that is not given back ends by itself, shortly after the deadline. */
    private void release(IdempotencyLock idempotencyLock, Deadline deadline) {
        try {
            meteringStores.idempotencyLocks().release(idempotencyLock, deadline);
        } catch (Unavailable lapsesInstead) {
            // What went wrong before is what the caller must hear of.
        }
    }

    private StoredResponse store(Run run, ResponseRecord responseRecord) {
        byte[] content = ResponseCodec.of(responseRecord);
        StoredResponse stored = new StoredResponse(ResponseKey.of(run.id, run.attemptId), Sha256.of(content));
        meteringStores.responseStore().put(stored.key(), content, stored.content(), run.deadline);
        return stored;
    }

    private MeteredResponse replay(Run run, UsageEvent event) {
        requireSameRequest(event.sameRequestAs(run.call));
        byte[] content = event.answer()
                .flatMap(stored -> meteringStores.responseStore().find(stored.key(), run.deadline))
                .orElseThrow(() ->
                        new IdempotencyMismatch("the answer to this Idempotency-Key is no longer kept; the call was"
                                + " billed once, and a new call needs a new key"));
        if (!event.answer().map(StoredResponse::content).equals(Optional.of(Sha256.of(content)))) {
            throw new DataCorrupted("the stored answer to this Idempotency-Key is damaged; a new call needs a new key");
        }
        return new MeteredResponse(ResponseCodec.read(content), run.id.local(), true);
    }

    private static void requireSameRequest(boolean same) {
        if (!same) {
            throw new IdempotencyMismatch("this Idempotency-Key was used with another request body; use a new key");
        }
    }

    private void requireTimeToAnswer(Deadline deadline) {
        if (!deadline.allows(meteringPolicy.answerMargin(), clock)) {
            throw new Unavailable("the answer would have come too late; nothing is billed", DEFAULT_RETRY);
        }
    }

    /** One attempt at one call. */
    private record Run(MeteredCall call, EventId id, AttemptId attemptId, Deadline deadline) {
        UsageEvent event(
                CallUsage callUsage, Optional<StoredResponse> answer, Instant now, MeteringPolicy meteringPolicy) {
            return new UsageEvent(
                    id,
                    attemptId,
                    call.caller().key(),
                    call.caller().plan(),
                    callUsage.model(),
                    callUsage.version(),
                    Quantities.ofCall(callUsage),
                    now.truncatedTo(ChronoUnit.MILLIS),
                    call.fingerprint(),
                    call.request(),
                    answer,
                    now.plus(meteringPolicy.kept()).truncatedTo(ChronoUnit.SECONDS));
        }
    }
}
