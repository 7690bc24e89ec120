/** Linear models: least squares in closed form, and logistic regression by L-BFGS. */
@NullMarked
package farebox.training.tabular.linear;

import org.jspecify.annotations.NullMarked;
