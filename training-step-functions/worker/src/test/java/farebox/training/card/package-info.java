@NullMarked
package farebox.training.card;

import org.jspecify.annotations.NullMarked;
