/** Compares what the gateway answered with what was recorded, so that no billable response goes unrecorded unseen. */
@NullMarked
package farebox.billing.reconcile;

import org.jspecify.annotations.NullMarked;
