/** The use cases of this module wired to AWS by environment variables, for the functions of any module. */
@NullMarked
package farebox.access.aws;

import org.jspecify.annotations.NullMarked;
