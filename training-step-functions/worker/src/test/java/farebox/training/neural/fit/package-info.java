/** Tests of training. */
@NullMarked
package farebox.training.neural.fit;

import org.jspecify.annotations.NullMarked;
