/** The function: Lambda's handler, its settings, and the one place where everything is put together. */
@NullMarked
package farebox.inference.lambda;

import org.jspecify.annotations.NullMarked;
