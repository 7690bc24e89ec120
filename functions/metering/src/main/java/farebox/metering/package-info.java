/**
 * What a call used. The event is written before the answer is given, exactly once per call; every sum can be recomputed
 * from the events.
 *
 * <p>It knows no price and no model, and does not look into what it stores as an answer.
 */
@NullMarked
package farebox.metering;

import org.jspecify.annotations.NullMarked;
