@NullMarked
package farebox.training.export;

import org.jspecify.annotations.NullMarked;
