/** Executions of Step Functions, and the training jobs of SageMaker that they wait for. */
@NullMarked
package farebox.training.pipeline.sfn;

import org.jspecify.annotations.NullMarked;
