/** The objects that training jobs read and write, as an adapter of their port. */
@NullMarked
package farebox.local.s3.training;

import org.jspecify.annotations.NullMarked;
