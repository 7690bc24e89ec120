/**
 * The functions of metering, {@link farebox.metering.lambda.UsageHandler} and
 * {@link farebox.metering.lambda.RollupHandler}, and what another function needs to meter its calls,
 * {@link farebox.metering.lambda.MeteringFactory}.
 */
@NullMarked
package farebox.metering.lambda;

import org.jspecify.annotations.NullMarked;
