/** The state machine of batches in Step Functions. */
@NullMarked
package farebox.batch.stepfunctions;

import org.jspecify.annotations.NullMarked;
