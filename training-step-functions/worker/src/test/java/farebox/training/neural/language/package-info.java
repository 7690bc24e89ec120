/** Tests of the language model. */
@NullMarked
package farebox.training.neural.language;

import org.jspecify.annotations.NullMarked;
