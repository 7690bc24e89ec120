@NullMarked
package farebox.training.features;

import org.jspecify.annotations.NullMarked;
