/** Tests of what is learned from words. */
@NullMarked
package farebox.training.neural.words;

import org.jspecify.annotations.NullMarked;
