/** The functions of metering: {@link UsageHandler} and {@link RollupHandler}. */
@NullMarked
package farebox.metering.lambda;

import org.jspecify.annotations.NullMarked;
