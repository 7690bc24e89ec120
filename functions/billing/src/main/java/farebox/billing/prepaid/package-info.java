/**
 * Prepaid credit: holds before the work, settlement after the event, and the sweep of holds that nobody settled.
 *
 * <p>Money moves only by conditional writes of single items. A hold takes its estimate out of what is available; a
 * settlement gives back what was not used; both happen at most once, since a hold is there at most once. A function can
 * die in between at any point: the {@linkplain farebox.billing.prepaid.SweepHolds sweep} then fences the attempt in the
 * event log before it gives the credit back, so that an attempt which is only slow can no longer record an event.
 */
@NullMarked
package farebox.billing.prepaid;

import org.jspecify.annotations.NullMarked;
