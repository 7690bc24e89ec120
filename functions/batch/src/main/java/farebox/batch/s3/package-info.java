/** Objects of batches in S3. */
@NullMarked
package farebox.batch.s3;

import org.jspecify.annotations.NullMarked;
