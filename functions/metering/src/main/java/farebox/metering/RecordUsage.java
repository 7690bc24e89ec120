package farebox.metering;

import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.PaymentRequired;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.IdempotencyRecord;
import farebox.metering.idempotency.WorkName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Records the usage of work that no request waits for, such as a training job or a row of a batch. */
public final class RecordUsage {
    private final UsageLedger ledger;
    private final MeteringPolicy policy;
    private final RandomGenerator random;
    private final CallPayment payment;

    /** @param payment of work whose result is given only once it is paid for */
    public RecordUsage(UsageLedger ledger, MeteringPolicy policy, RandomGenerator random, CallPayment payment) {
        this.ledger = ledger;
        this.policy = policy;
        this.random = random;
        this.payment = payment;
    }

    /**
     * Afterwards the work is billed exactly once, however often this is repeated.
     *
     * @return the usage that is billed for the work: this, or what an earlier attempt recorded
     * @throws PaymentRequired if the tenant's credit does not cover the usage, and no earlier attempt recorded it
     * @throws Unavailable if it is not known whether the usage was recorded; repeat it
     */
    public Usage run(WorkName work, Usage usage, Deadline deadline) {
        Attempt attempt = new Attempt(work, usage, AttemptId.next(random), deadline);
        try {
            return append(attempt, reserve(attempt));
        } catch (PaymentRequired refused) {
            return ledger.find(attempt.id(), deadline).map(UsageEvent::usage).orElseThrow(() -> refused);
        }
    }

    private CallPayment.Reservation reserve(Attempt attempt) {
        CallPayment.Reservation reservation =
                payment.reserve(attempt.call(), attempt.id(), attempt.attempt, attempt.deadline);
        boolean covered = false;
        try {
            reservation.cover(attempt.usage);
            covered = true;
            return reservation;
        } finally {
            if (!covered) {
                release(reservation);
            }
        }
    }

    /** If it is not known whether the event was written, what was set aside stays so until that is found out. */
    private Usage append(Attempt attempt, CallPayment.Reservation reservation) {
        Optional<UsageEvent> other = ledger.append(attempt.event(policy), attempt.deadline)
                .filter(existing -> !existing.idempotency().attempt().equals(attempt.attempt));
        if (other.isPresent()) {
            release(reservation);
        } else {
            settle(reservation, attempt.usage);
        }
        return other.map(UsageEvent::usage).orElse(attempt.usage);
    }

    private static void settle(CallPayment.Reservation reservation, Usage usage) {
        try {
            reservation.settle(usage);
        } catch (Unavailable settledLater) {
            // The event is durable, by which the sweep of reservations settles this one.
        }
    }

    private static void release(CallPayment.Reservation reservation) {
        try {
            reservation.release();
        } catch (Unavailable releasedLater) {
            // The sweep of reservations releases this one.
        }
    }

    /** One attempt at recording a piece of work. */
    private record Attempt(WorkName work, Usage usage, AttemptId attempt, Deadline deadline) {
        EventId id() {
            return EventId.ofWork(usage.tenant(), work);
        }

        MeteredCall call() {
            Caller caller = new Caller(usage.tenant(), usage.key(), Scope.INVOKE, usage.plan());
            return new MeteredCall(caller, work.value(), new RequestId(work.value()), Optional.empty(), fingerprint());
        }

        UsageEvent event(MeteringPolicy policy) {
            IdempotencyRecord idempotency =
                    new IdempotencyRecord(attempt, new RequestId(work.value()), fingerprint(), Optional.empty());
            return UsageEvent.of(id(), usage, idempotency, policy.retention());
        }

        private Sha256 fingerprint() {
            return Sha256.of(work.value().getBytes(StandardCharsets.UTF_8));
        }
    }
}
