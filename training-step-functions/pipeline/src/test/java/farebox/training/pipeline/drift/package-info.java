/** Tests of drift over stores in memory. */
@NullMarked
package farebox.training.pipeline.drift;

import org.jspecify.annotations.NullMarked;
