@NullMarked
package farebox.training.pipeline.sfn;

import org.jspecify.annotations.NullMarked;
