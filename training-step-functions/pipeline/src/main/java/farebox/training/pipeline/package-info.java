/**
 * From an upload or a request to a model in service. A {@link farebox.training.pipeline.PipelineRun} is one training
 * with its status and events; each use case is one step of the state machine {@code training.asl.json}.
 */
@NullMarked
package farebox.training.pipeline;

import org.jspecify.annotations.NullMarked;
