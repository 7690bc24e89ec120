/** Simulations of drift. */
@NullMarked
package farebox.monitoring.drift;

import org.jspecify.annotations.NullMarked;
