/** The pipeline's events on the emulator's bus. */
@NullMarked
package farebox.training.pipeline.eventbridge;

import org.jspecify.annotations.NullMarked;
