/** Records of calls in S3. */
@NullMarked
package farebox.inference.s3;

import org.jspecify.annotations.NullMarked;
