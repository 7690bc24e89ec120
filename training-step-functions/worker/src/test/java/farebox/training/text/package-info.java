@NullMarked
package farebox.training.text;

import org.jspecify.annotations.NullMarked;
