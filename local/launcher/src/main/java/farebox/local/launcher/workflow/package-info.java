/**
 * The part of the local emulator that passes work on: queues, rules, schedules, state machines and training jobs, wired
 * to each other, to S3 and to the functions.
 */
@NullMarked
package farebox.local.launcher.workflow;

import org.jspecify.annotations.NullMarked;
