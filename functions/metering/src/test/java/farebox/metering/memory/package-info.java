/** The stores of metering in the memory of one process: twins of the adapters on AWS, under the same contracts. */
@NullMarked
package farebox.metering.memory;

import org.jspecify.annotations.NullMarked;
