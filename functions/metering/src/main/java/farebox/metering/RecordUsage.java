package farebox.metering;

import farebox.kernel.Deadline;
import farebox.kernel.RequestId;
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

    public RecordUsage(UsageLedger ledger, MeteringPolicy policy, RandomGenerator random) {
        this.ledger = ledger;
        this.policy = policy;
        this.random = random;
    }

    /**
     * Afterwards the work is billed exactly once, however often this is repeated.
     *
     * @return the usage that is billed for the work: this, or what an earlier attempt recorded
     * @throws Unavailable if it is not known whether the usage was recorded; repeat it
     */
    public Usage run(WorkName work, Usage usage, Deadline deadline) {
        IdempotencyRecord idempotency = new IdempotencyRecord(
                AttemptId.next(random),
                new RequestId(work.value()),
                Sha256.of(work.value().getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
        EventId id = EventId.ofWork(usage.tenant(), work);
        UsageEvent event = UsageEvent.of(id, usage, idempotency, policy.retention());
        return ledger.append(event, deadline).orElse(event).usage();
    }
}
