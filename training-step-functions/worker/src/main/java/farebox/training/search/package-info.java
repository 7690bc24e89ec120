/** Splits data, compares candidates by cross-validation and chooses one. */
@NullMarked
package farebox.training.search;

import org.jspecify.annotations.NullMarked;
