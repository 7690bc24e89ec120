/** Models that average what others say. */
@NullMarked
package farebox.training.tabular.ensemble;

import org.jspecify.annotations.NullMarked;
