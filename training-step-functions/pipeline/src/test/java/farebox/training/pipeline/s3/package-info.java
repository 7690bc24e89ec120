/** The pipeline's objects in an S3 endpoint. */
@NullMarked
package farebox.training.pipeline.s3;

import org.jspecify.annotations.NullMarked;
