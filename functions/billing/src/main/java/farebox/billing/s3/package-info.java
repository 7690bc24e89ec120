/** Price books and documents in S3. */
@NullMarked
package farebox.billing.s3;

import org.jspecify.annotations.NullMarked;
