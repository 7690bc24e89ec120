@NullMarked
package farebox.training.container;

import org.jspecify.annotations.NullMarked;
