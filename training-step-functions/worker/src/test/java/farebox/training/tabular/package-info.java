@NullMarked
package farebox.training.tabular;

import org.jspecify.annotations.NullMarked;
