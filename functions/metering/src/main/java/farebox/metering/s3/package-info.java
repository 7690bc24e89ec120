/** Stored responses in S3. The only package of metering that knows its client. */
@NullMarked
package farebox.metering.s3;

import org.jspecify.annotations.NullMarked;
