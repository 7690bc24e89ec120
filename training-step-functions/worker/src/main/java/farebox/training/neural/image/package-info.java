/** Changes images by chance so that a network sees each one often and never twice the same. */
@NullMarked
package farebox.training.neural.image;

import org.jspecify.annotations.NullMarked;
