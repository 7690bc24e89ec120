/** The function: Lambda's handler, and the one place where everything is put together. */
@NullMarked
package farebox.publication.lambda;

import org.jspecify.annotations.NullMarked;
