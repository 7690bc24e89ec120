package farebox.metering;

import farebox.kernel.Conflict;
import farebox.kernel.Corrupt;
import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import farebox.kernel.Unprocessable;
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
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final Stores stores;
    private final Terms terms;
    private final InstantSource clock;
    private final RandomGenerator chance;

    public MeterUsage(Stores stores, Terms terms, InstantSource clock, RandomGenerator chance) {
        this.stores = stores;
        this.terms = terms;
        this.clock = clock;
        this.chance = chance;
    }

    /**
     * @param deadline after which the caller gets no answer any more, so none is billed
     * @param work done at most once; what it throws passes through, and nothing is billed
     * @throws Unprocessable if the key was used with another body, or its answer is no longer kept
     * @throws Conflict if a call with the same key and body is being worked on
     * @throws Unavailable if a store or the time left does not allow to bill the call; the answer is discarded
     * @throws Corrupt if the stored answer is not what was stored
     */
    public Metered run(MeteredCall call, Deadline deadline, Supplier<Worked> work) {
        requireTimeToAnswer(deadline);
        Attempt attempt = Attempt.by(chance);
        return call.key()
                .map(key -> EventId.of(call.caller().tenant(), call.operation(), key))
                .map(id -> underKey(new Run(call, id, attempt, deadline), work))
                .orElseGet(() -> {
                    EventId id = EventId.of(call.caller().tenant(), call.request());
                    return withoutKey(new Run(call, id, attempt, deadline), work);
                });
    }

    /** A second invocation for one request of the gateway meets the first one's event: one answer, billed once. */
    private Metered withoutKey(Run run, Supplier<Worked> work) {
        Worked worked = work.get();
        append(run, run.event(worked.use(), Optional.empty(), clock.instant(), terms))
                .ifPresent(standing -> requireSameRequest(standing.sameRequestAs(run.call)));
        return new Metered(worked.answer(), run.id.local(), false);
    }

    private Metered underKey(Run run, Supplier<Worked> work) {
        Optional<UsageEvent> earlier = stores.ledger().find(run.id, run.deadline);
        return earlier.map(event -> replay(run, event)).orElseGet(() -> claimed(run, work));
    }

    /** Whatever goes wrong gives the claim back, so that a retry need not wait for its end. */
    private Metered claimed(Run run, Supplier<Worked> work) {
        Claim claim = take(run);
        boolean metered = false;
        try {
            Metered answer = perform(run, work);
            metered = true;
            return answer;
        } finally {
            if (!metered) {
                release(claim, run.deadline);
            }
        }
    }

    private Metered perform(Run run, Supplier<Worked> work) {
        Worked worked = work.get();
        StoredAnswer stored = store(run, worked.answer());
        UsageEvent event = run.event(worked.use(), Optional.of(stored), clock.instant(), terms);
        return append(run, event)
                .map(winner -> replay(run, winner))
                .orElseGet(() -> new Metered(worked.answer(), run.id.local(), false));
    }

    /** The event of another attempt, if one stands there already; our own write met again is none. */
    private Optional<UsageEvent> append(Run run, UsageEvent event) {
        requireTimeToAnswer(run.deadline);
        return stores.ledger()
                .append(event, run.deadline)
                .filter(standing -> !standing.attempt().equals(run.attempt));
    }

    private Claim take(Run run) {
        Instant now = clock.instant();
        Instant until = run.deadline.at().plus(terms.leaseMargin()).truncatedTo(ChronoUnit.MILLIS);
        Claim claim = new Claim(run.id, run.attempt, run.call.fingerprint(), until);
        stores.claims()
                .take(claim, now, run.deadline)
                .filter(standing -> !standing.attempt().equals(run.attempt))
                .ifPresent(standing -> refuse(run, standing));
        return claim;
    }

    private void refuse(Run run, Claim standing) {
        requireSameRequest(standing.fingerprint().equals(run.call.fingerprint()));
        throw new Conflict("a request with this Idempotency-Key is being answered; repeat it in a moment", A_MOMENT);
    }

    /** A claim that is not given back ends by itself, shortly after the deadline. */
    private void release(Claim claim, Deadline deadline) {
        try {
            stores.claims().release(claim, deadline);
        } catch (Unavailable lapsesInstead) {
            // What went wrong before is what the caller must hear of.
        }
    }

    private StoredAnswer store(Run run, Answer answer) {
        byte[] content = AnswerBytes.of(answer);
        StoredAnswer stored = new StoredAnswer(AnswerPlace.of(run.id, run.attempt), Sha256.of(content));
        stores.answers().put(stored.place(), content, stored.content(), run.deadline);
        return stored;
    }

    private Metered replay(Run run, UsageEvent event) {
        requireSameRequest(event.sameRequestAs(run.call));
        byte[] content = event.answer()
                .flatMap(stored -> stores.answers().find(stored.place(), run.deadline))
                .orElseThrow(
                        () -> new Unprocessable("the answer to this Idempotency-Key is no longer kept; the call was"
                                + " billed once, and a new call needs a new key"));
        if (!event.answer().map(StoredAnswer::content).equals(Optional.of(Sha256.of(content)))) {
            throw new Corrupt("the stored answer to this Idempotency-Key is damaged; a new call needs a new key");
        }
        return new Metered(AnswerBytes.read(content), run.id.local(), true);
    }

    private static void requireSameRequest(boolean same) {
        if (!same) {
            throw new Unprocessable("this Idempotency-Key was used with another request body; use a new key");
        }
    }

    private void requireTimeToAnswer(Deadline deadline) {
        if (!deadline.allows(terms.answerMargin(), clock)) {
            throw new Unavailable("the answer would have come too late; nothing is billed", A_MOMENT);
        }
    }

    /** One attempt at one call. */
    private record Run(MeteredCall call, EventId id, Attempt attempt, Deadline deadline) {
        UsageEvent event(Use use, Optional<StoredAnswer> answer, Instant now, Terms terms) {
            return new UsageEvent(
                    id,
                    attempt,
                    call.caller().key(),
                    call.caller().plan(),
                    use.model(),
                    use.version(),
                    Quantities.ofCall(use),
                    now.truncatedTo(ChronoUnit.MILLIS),
                    call.fingerprint(),
                    call.request(),
                    answer,
                    now.plus(terms.kept()).truncatedTo(ChronoUnit.SECONDS));
        }
    }
}
