@NullMarked
package farebox.training.evaluation;

import org.jspecify.annotations.NullMarked;
