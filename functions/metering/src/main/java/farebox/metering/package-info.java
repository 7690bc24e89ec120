/**
 * What was used: usage events and the ledger that keeps them. An event is written before the response is given, exactly
 * once per request or unit of work; every aggregate can be recomputed from the events.
 *
 * <p>It knows no price and no model, and does not look into the responses that it stores.
 */
@NullMarked
package farebox.metering;

import org.jspecify.annotations.NullMarked;
