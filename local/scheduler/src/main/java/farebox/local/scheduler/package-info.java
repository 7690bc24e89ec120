/**
 * Amazon EventBridge Scheduler for development: rate, cron and one-time schedules in a time zone, delivered at least
 * once. Schedules and their next time survive a restart; a time that has passed meanwhile is made up for once.
 */
@NullMarked
package farebox.local.scheduler;

import org.jspecify.annotations.NullMarked;
