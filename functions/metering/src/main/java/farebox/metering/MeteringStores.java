package farebox.metering;

/** Where {@link MeterUsage} writes. */
public record MeteringStores(UsageLedger ledger, IdempotencyLocks idempotencyLocks, ResponseStore responseStore) {}
