/** How far a training has come, and whether it should stop. */
@NullMarked
package farebox.training.progress;

import org.jspecify.annotations.NullMarked;
