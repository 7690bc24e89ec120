package farebox.metering;

/** An event as the stream delivered it. */
public record StreamedEvent(SequenceNumber sequence, UsageEvent event) {}
