/** Tests of the families. */
@NullMarked
package farebox.training.neural.family;

import org.jspecify.annotations.NullMarked;
