/** The files function. */
@NullMarked
package farebox.files.lambda;

import org.jspecify.annotations.NullMarked;
