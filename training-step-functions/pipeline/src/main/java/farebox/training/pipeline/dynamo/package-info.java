/** Runs in a DynamoDB table. */
@NullMarked
package farebox.training.pipeline.dynamo;

import org.jspecify.annotations.NullMarked;
