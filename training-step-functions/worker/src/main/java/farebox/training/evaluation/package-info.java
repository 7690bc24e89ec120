/** Measures how good predictions are, and what they rest on. */
@NullMarked
package farebox.training.evaluation;

import org.jspecify.annotations.NullMarked;
