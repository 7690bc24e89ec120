package farebox.metering;

/** An event as the stream delivered it. */
public record Sighting(SequenceNumber sequence, UsageEvent event) {}
