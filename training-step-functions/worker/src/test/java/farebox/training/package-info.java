@NullMarked
package farebox.training;

import org.jspecify.annotations.NullMarked;
