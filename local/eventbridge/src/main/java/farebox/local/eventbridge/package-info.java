/**
 * Amazon EventBridge for development: rules of one event bus, and deliveries to their targets at least once. A delivery
 * that has not succeeded survives a restart. Knows no protocol and no target.
 */
@NullMarked
package farebox.local.eventbridge;

import org.jspecify.annotations.NullMarked;
