/** The registry's objects in S3. The only place that knows the AWS SDK. */
@NullMarked
package farebox.models.s3;

import org.jspecify.annotations.NullMarked;
