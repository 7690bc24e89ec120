/** Compares the calls of served models with their training, and trains them again where they have drifted. */
@NullMarked
package farebox.training.pipeline.drift;

import org.jspecify.annotations.NullMarked;
