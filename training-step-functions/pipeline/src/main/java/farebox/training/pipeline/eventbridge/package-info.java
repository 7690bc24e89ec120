/** The pipeline's events on an EventBridge bus. */
@NullMarked
package farebox.training.pipeline.eventbridge;

import org.jspecify.annotations.NullMarked;
