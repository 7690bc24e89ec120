/** Families of neural networks over rows of numbers: perceptrons, and rows read as images or as sequences. */
@NullMarked
package farebox.training.neural.family;

import org.jspecify.annotations.NullMarked;
