/**
 * The stores of metering in the memory of one process: what tests run on, and what every adapter is measured against.
 */
@NullMarked
package farebox.metering.memory;

import org.jspecify.annotations.NullMarked;
