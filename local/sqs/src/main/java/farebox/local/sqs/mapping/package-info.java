/**
 * Event source mappings: what Lambda does with a queue. Messages are received in batches, given to a function as an
 * event, and deleted where the function has not reported them as failed.
 */
@NullMarked
package farebox.local.sqs.mapping;

import org.jspecify.annotations.NullMarked;
