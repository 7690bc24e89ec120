/** Encoded images of strangers become tensors: bounds are checked in the header, before anything is decoded. */
@NullMarked
package farebox.models.image;

import org.jspecify.annotations.NullMarked;
