/** The functions of the pipeline: events of uploads, steps of the state machine, and HTTP. */
@NullMarked
package farebox.training.pipeline.lambda;

import org.jspecify.annotations.NullMarked;
