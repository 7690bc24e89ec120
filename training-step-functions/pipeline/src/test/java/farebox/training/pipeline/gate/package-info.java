@NullMarked
package farebox.training.pipeline.gate;

import org.jspecify.annotations.NullMarked;
