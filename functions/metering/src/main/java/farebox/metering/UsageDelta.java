package farebox.metering;

import java.util.List;

/**
 * What a batch adds to one row.
 *
 * @param first the lowest sequence number among the records added
 * @param newest the highest
 */
public record UsageDelta(Quantities quantities, SequenceNumber first, SequenceNumber newest) {
    /** @param sightings not empty, in order */
    static UsageDelta of(List<StreamedEvent> sightings) {
        Quantities sum = Quantities.NONE;
        for (StreamedEvent streamedEvent : sightings) {
            sum = sum.plus(streamedEvent.event().quantities());
        }
        return new UsageDelta(
                sum, sightings.getFirst().sequence(), sightings.getLast().sequence());
    }
}
