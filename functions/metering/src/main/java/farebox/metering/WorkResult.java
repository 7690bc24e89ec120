package farebox.metering;

/** What the work of a call came to: the answer, not yet delivered, and what it used. */
public record WorkResult(ResponseRecord responseRecord, CallUsage callUsage) {}
