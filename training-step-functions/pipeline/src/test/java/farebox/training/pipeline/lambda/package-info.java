@NullMarked
package farebox.training.pipeline.lambda;

import org.jspecify.annotations.NullMarked;
