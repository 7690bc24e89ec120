package farebox.metering;

import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.IdempotencyMismatch;
import farebox.kernel.PaymentRequired;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.idempotency.IdempotencyLocks.IdempotencyLock;
import farebox.metering.idempotency.IdempotencyRecord;
import farebox.metering.idempotency.StoredResponses;
import farebox.metering.idempotency.WorkName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Does the work of a request, makes its event durable, and only then returns the response.
 *
 * <p>A crash before the write delivers nothing and bills nothing. A crash after it bills once; a retry under the same
 * idempotency key then gets the stored response, free. A request without a key costs one write; one with a key costs a
 * read, a lock and an object more. The lock only saves work: the bill is right because an event is written if there is
 * none, and because its id is the same for every attempt at the same request.
 *
 * @param <R> the response
 */
public final class MeterUsage<R> {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final Stores<R> stores;
    private final MeteringPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;

    public MeterUsage(Stores<R> stores, MeteringPolicy policy, InstantSource clock, RandomGenerator random) {
        this.stores = stores;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Where this writes.
     *
     * @param payment of calls that are paid for while they are made
     */
    public record Stores<R>(
            UsageLedger ledger, IdempotencyLocks locks, StoredResponses<R> responses, CallPayment payment) {
        /** Of calls that are paid for later. */
        public Stores(UsageLedger ledger, IdempotencyLocks locks, StoredResponses<R> responses) {
            this(ledger, locks, responses, CallPayment.LATER);
        }
    }

    /**
     * @param deadline after which the response does not reach the caller any more, so that none is billed
     * @param work done at most once; what it throws passes through, and nothing is billed
     * @throws IdempotencyMismatch if the key was used with another request, or its response is no longer stored
     * @throws PaymentRequired if the caller's credit does not cover the request; nothing is billed
     * @throws Conflict if a request with the same key and body is in progress
     * @throws Unavailable if a store or the time left does not allow to bill the request; the response is discarded
     * @throws DataCorrupted if the stored response is not what was stored
     */
    public MeteredCall.Response<R> run(MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<R>> work) {
        requireTimeToRespond(deadline);
        AttemptId attempt = AttemptId.next(random);
        return call.key()
                .map(key -> EventId.ofKey(call.caller().tenant(), call.operation(), key))
                .map(id -> runIdempotent(new Attempt(call, id, attempt, deadline), work))
                .orElseGet(() -> {
                    EventId id = EventId.ofRequest(call.caller().tenant(), call.request());
                    return runOnce(new Attempt(call, id, attempt, deadline), work);
                });
    }

    /**
     * Bills a further part of a response that is sent piece by piece, and whose first part was {@linkplain #run run}.
     * Each part is durable before it is sent, so that a stream that breaks is billed for what was.
     *
     * @param part from 1; the same part of the same request is billed once
     * @param result what the part used; its response is not kept
     * @throws PaymentRequired if the caller's credit does not cover the part; it is not billed
     * @throws Unavailable if it is not known whether the part was recorded; it must not be sent
     */
    public void runPart(MeteredCall call, int part, MeteredCall.Result<R> result, Deadline deadline) {
        WorkName work = new WorkName("stream/"
                + EventId.ofRequest(call.caller().tenant(), call.request()).local() + "/" + part);
        new RecordUsage(stores.ledger(), policy, random, stores.payment())
                .run(work, Usage.ofRequest(call.caller(), result, clock.instant()), deadline);
    }

    /** A second invocation for one request of the gateway finds the first one's event: it responds, billed once. */
    private MeteredCall.Response<R> runOnce(Attempt attempt, Supplier<MeteredCall.Result<R>> work) {
        Paid<R> paid = pay(attempt, work);
        append(attempt, paid, Optional.empty())
                .ifPresent(existing ->
                        attempt.requireSameRequest(existing.idempotency().fingerprint()));
        return attempt.respond(paid.result().response(), false);
    }

    private MeteredCall.Response<R> runIdempotent(Attempt attempt, Supplier<MeteredCall.Result<R>> work) {
        return stores.ledger()
                .find(attempt.id, attempt.deadline)
                .map(event -> replay(attempt, event))
                .orElseGet(() -> runLocked(attempt, work));
    }

    /** Any failure releases the lock, so that a retry need not wait until it expires. */
    private MeteredCall.Response<R> runLocked(Attempt attempt, Supplier<MeteredCall.Result<R>> work) {
        IdempotencyLock lock = acquireLock(attempt);
        boolean metered = false;
        try {
            MeteredCall.Response<R> response = perform(attempt, work);
            metered = true;
            return response;
        } finally {
            if (!metered) {
                release(lock, attempt.deadline);
            }
        }
    }

    private MeteredCall.Response<R> perform(Attempt attempt, Supplier<MeteredCall.Result<R>> work) {
        Paid<R> paid = pay(attempt, work);
        Sha256 stored = unlessItFails(
                paid.reservation(),
                () -> stores.responses()
                        .put(attempt.id, attempt.attempt, paid.result().response(), attempt.deadline));
        return append(attempt, paid, Optional.of(stored))
                .map(winner -> replay(attempt, winner))
                .orElseGet(() -> attempt.respond(paid.result().response(), false));
    }

    /** Does the work once it is paid for; work that fails, or turns out dearer than can be paid, costs nothing. */
    private Paid<R> pay(Attempt attempt, Supplier<MeteredCall.Result<R>> work) {
        CallPayment.Reservation reservation =
                stores.payment().reserve(attempt.call, attempt.id, attempt.attempt, attempt.deadline);
        return unlessItFails(reservation, () -> {
            MeteredCall.Result<R> result = work.get();
            Usage usage = Usage.ofRequest(attempt.call.caller(), result, clock.instant());
            reservation.cover(usage);
            return new Paid<>(result, usage, reservation);
        });
    }

    /** Nothing has been written for the attempt yet, so that what was set aside can be given back at once. */
    private static <T> T unlessItFails(CallPayment.Reservation reservation, Supplier<T> step) {
        boolean done = false;
        try {
            T outcome = step.get();
            done = true;
            return outcome;
        } finally {
            if (!done) {
                release(reservation);
            }
        }
    }

    /**
     * If it is not known whether the event was written, what was set aside stays so until that is found out.
     *
     * @return the event that another attempt wrote before, if there is one
     */
    private Optional<UsageEvent> append(Attempt attempt, Paid<R> paid, Optional<Sha256> stored) {
        UsageEvent event = UsageEvent.of(attempt.id, paid.usage(), attempt.record(stored), policy.retention());
        unlessItFails(paid.reservation(), () -> requireTimeToRespond(attempt.deadline));
        Optional<UsageEvent> other = stores.ledger()
                .append(event, attempt.deadline)
                .filter(existing -> !existing.idempotency().attempt().equals(attempt.attempt));
        if (other.isPresent()) {
            release(paid.reservation());
        } else {
            settle(paid);
        }
        return other;
    }

    private void settle(Paid<R> paid) {
        try {
            paid.reservation().settle(paid.usage());
        } catch (Unavailable settledLater) {
            // The event is durable, by which the sweep of reservations settles this one.
        }
    }

    private static void release(CallPayment.Reservation reservation) {
        try {
            reservation.release();
        } catch (Unavailable releasedLater) {
            // The caller must learn of the first failure; the sweep of reservations releases this one.
        }
    }

    /** A result and what was set aside for it. */
    private record Paid<R>(MeteredCall.Result<R> result, Usage usage, CallPayment.Reservation reservation) {}

    private IdempotencyLock acquireLock(Attempt attempt) {
        Instant expires = attempt.deadline.at().plus(policy.lockMargin()).truncatedTo(ChronoUnit.MILLIS);
        IdempotencyLock lock = new IdempotencyLock(attempt.id, attempt.attempt, attempt.call.fingerprint(), expires);
        acquire(lock, attempt.deadline)
                .filter(held -> !held.attempt().equals(attempt.attempt))
                .ifPresent(attempt::refuse);
        return lock;
    }

    /** A lock that was acquired without an acknowledgement would make every retry wait until it expires. */
    private Optional<IdempotencyLock> acquire(IdempotencyLock lock, Deadline deadline) {
        try {
            return stores.locks().acquire(lock, clock.instant(), deadline);
        } catch (Unavailable e) {
            release(lock, deadline);
            throw e;
        }
    }

    private void release(IdempotencyLock lock, Deadline deadline) {
        try {
            stores.locks().release(lock, deadline);
        } catch (Unavailable expiresInstead) {
            // The caller must learn of the first failure, not of this one.
        }
    }

    private MeteredCall.Response<R> replay(Attempt attempt, UsageEvent event) {
        attempt.requireSameRequest(event.idempotency().fingerprint());
        return attempt.respond(stores.responses().get(event.id(), event.idempotency(), attempt.deadline), true);
    }

    private Deadline requireTimeToRespond(Deadline deadline) {
        if (!deadline.allows(policy.responseMargin(), clock)) {
            throw new Unavailable("the response would have come too late; nothing is billed", DEFAULT_RETRY);
        }
        return deadline;
    }

    /** One attempt at one request. */
    private record Attempt(MeteredCall call, EventId id, AttemptId attempt, Deadline deadline) {
        IdempotencyRecord record(Optional<Sha256> stored) {
            return new IdempotencyRecord(attempt, call.request(), call.fingerprint(), stored);
        }

        <T> MeteredCall.Response<T> respond(T response, boolean replayed) {
            return new MeteredCall.Response<>(response, id.local(), replayed);
        }

        void refuse(IdempotencyLock held) {
            requireSameRequest(held.fingerprint());
            throw new Conflict(
                    "a request with this Idempotency-Key is in progress; repeat it in a moment", DEFAULT_RETRY);
        }

        void requireSameRequest(Sha256 fingerprint) {
            if (!fingerprint.equals(call.fingerprint())) {
                throw new IdempotencyMismatch(
                        call.key().isPresent()
                                ? "this Idempotency-Key was used with another request body; use a new key"
                                : "another request with the gateway's id of this one was billed; send this one again");
            }
        }
    }
}
