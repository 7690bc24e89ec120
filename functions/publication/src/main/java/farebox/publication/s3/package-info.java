/** Uploads in S3. */
@NullMarked
package farebox.publication.s3;

import org.jspecify.annotations.NullMarked;
