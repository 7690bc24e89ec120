/** Tests of what is learned from texts. */
@NullMarked
package farebox.training.neural.text;

import org.jspecify.annotations.NullMarked;
