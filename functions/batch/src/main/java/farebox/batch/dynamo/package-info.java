/** Batches in DynamoDB. */
@NullMarked
package farebox.batch.dynamo;

import org.jspecify.annotations.NullMarked;
