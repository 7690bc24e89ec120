/** The objects of trainings in S3. */
@NullMarked
package farebox.training.pipeline.s3;

import org.jspecify.annotations.NullMarked;
