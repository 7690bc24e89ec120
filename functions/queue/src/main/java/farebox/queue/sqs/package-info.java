/** Queues in Amazon SQS. */
@NullMarked
package farebox.queue.sqs;

import org.jspecify.annotations.NullMarked;
