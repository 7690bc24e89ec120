/** The functions of batches: the API, the tasks of the state machine, and uploads. */
@NullMarked
package farebox.batch.lambda;

import org.jspecify.annotations.NullMarked;
