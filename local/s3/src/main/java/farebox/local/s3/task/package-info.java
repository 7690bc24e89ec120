/** The calls of S3 that Task states make, as an adapter of their port. */
@NullMarked
package farebox.local.s3.task;

import org.jspecify.annotations.NullMarked;
