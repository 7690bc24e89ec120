/** Predictions of registered versions, by the code that serves them. */
@NullMarked
package farebox.training.pipeline.models;

import org.jspecify.annotations.NullMarked;
