@NullMarked
package farebox.training.spec;

import org.jspecify.annotations.NullMarked;
