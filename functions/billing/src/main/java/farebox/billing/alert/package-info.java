/**
 * Alerts about quotas and prepaid credit, and their delivery to an event bus and to tenants' webhooks.
 *
 * <p>An alert is stored with its deliveries before anything is sent, once for each threshold of a window. A delivery is
 * tried again, later each time, until it succeeds or is three days old; how often it was tried and why it failed stays
 * on record. So a receiver gets an alert at least once, and tells repetitions by its id.
 */
@NullMarked
package farebox.billing.alert;

import org.jspecify.annotations.NullMarked;
