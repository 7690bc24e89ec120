package farebox.metering;

/** Where {@link MeterUsage} writes. */
public record Stores(UsageLedger ledger, Claims claims, Answers answers) {}
