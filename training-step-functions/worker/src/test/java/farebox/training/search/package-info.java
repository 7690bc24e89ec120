@NullMarked
package farebox.training.search;

import org.jspecify.annotations.NullMarked;
