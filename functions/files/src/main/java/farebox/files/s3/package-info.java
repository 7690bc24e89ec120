/** Contents of files in S3. */
@NullMarked
package farebox.files.s3;

import org.jspecify.annotations.NullMarked;
