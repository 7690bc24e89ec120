/** Tests of training. */
@NullMarked
package farebox.training.neural.djl;

import org.jspecify.annotations.NullMarked;
