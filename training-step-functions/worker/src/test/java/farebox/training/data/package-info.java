@NullMarked
package farebox.training.data;

import org.jspecify.annotations.NullMarked;
