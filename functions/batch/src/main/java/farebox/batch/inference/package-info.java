/** Endpoints of the inference module that take batches. */
@NullMarked
package farebox.batch.inference;

import org.jspecify.annotations.NullMarked;
