/**
 * Amazon SQS for development: standard queues with visibility timeouts, long polling, dead-letter queues and redrive.
 * Messages survive a restart. FIFO queues are refused. Knows no protocol and no consumer.
 */
@NullMarked
package farebox.local.sqs;

import org.jspecify.annotations.NullMarked;
