/** How every AWS client of the functions is built. It knows no service. */
@NullMarked
package farebox.aws;

import org.jspecify.annotations.NullMarked;
