/** Billing's scheduled work and the steps of the month's close, as one function dispatches them. */
@NullMarked
package farebox.billing.task;

import org.jspecify.annotations.NullMarked;
