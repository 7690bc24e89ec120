/** Gradient boosting by XGBoost. */
@NullMarked
package farebox.training.tabular.boosting;

import org.jspecify.annotations.NullMarked;
