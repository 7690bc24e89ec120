/** Whether one model is better than another, by their errors on the same rows. */
@NullMarked
package farebox.training.pipeline.gate;

import org.jspecify.annotations.NullMarked;
