/**
 * Shapley values by weighted least squares, for the training worker's model cards and for explanations of predictions.
 */
@NullMarked
package farebox.kernel.shapley;

import org.jspecify.annotations.NullMarked;
