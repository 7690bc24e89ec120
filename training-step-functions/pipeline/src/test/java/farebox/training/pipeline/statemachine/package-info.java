/** The state machine as it is deployed, on the interpreter of the local emulator. */
@NullMarked
package farebox.training.pipeline.statemachine;

import org.jspecify.annotations.NullMarked;
