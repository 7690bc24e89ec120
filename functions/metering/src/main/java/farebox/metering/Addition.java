package farebox.metering;

import java.util.List;

/**
 * What a batch adds to one row.
 *
 * @param first the lowest sequence number among the records added
 * @param newest the highest
 */
public record Addition(Quantities quantities, SequenceNumber first, SequenceNumber newest) {
    /** @param sightings not empty, in order */
    static Addition of(List<Sighting> sightings) {
        Quantities sum = Quantities.NONE;
        for (Sighting sighting : sightings) {
            sum = sum.plus(sighting.event().quantities());
        }
        return new Addition(
                sum, sightings.getFirst().sequence(), sightings.getLast().sequence());
    }
}
