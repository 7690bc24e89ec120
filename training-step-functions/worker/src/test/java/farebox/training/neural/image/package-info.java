/** Tests of changes of images. */
@NullMarked
package farebox.training.neural.image;

import org.jspecify.annotations.NullMarked;
