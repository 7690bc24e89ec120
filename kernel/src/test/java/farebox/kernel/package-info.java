/** The kernel's tests. */
@NullMarked
package farebox.kernel;

import org.jspecify.annotations.NullMarked;
