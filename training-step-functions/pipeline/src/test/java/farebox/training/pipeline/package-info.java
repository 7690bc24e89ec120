@NullMarked
package farebox.training.pipeline;

import org.jspecify.annotations.NullMarked;
