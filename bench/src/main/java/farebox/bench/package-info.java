/**
 * Measures speed and size and prints them beside a baseline that was measured in the same run. It is a user of every
 * other module; none knows it.
 */
@NullMarked
package farebox.bench;

import org.jspecify.annotations.NullMarked;
