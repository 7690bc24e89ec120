/**
 * SageMaker training jobs for development: a job's channels are copied to a folder with the layout of /opt/ml, a child
 * process trains there, and its model goes back to S3. A job that was running when the process ended is started again
 * from its checkpoints. Knows no protocol and no storage.
 */
@NullMarked
package farebox.local.sagemaker;

import org.jspecify.annotations.NullMarked;
