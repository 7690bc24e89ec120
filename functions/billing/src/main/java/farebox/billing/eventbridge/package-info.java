/** Billing's events on an EventBridge bus. */
@NullMarked
package farebox.billing.eventbridge;

import org.jspecify.annotations.NullMarked;
