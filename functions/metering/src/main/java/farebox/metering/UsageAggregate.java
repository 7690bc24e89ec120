package farebox.metering;

/** A row and what has been added up in it. */
public record UsageAggregate(AggregateKey key, Quantities quantities) {}
