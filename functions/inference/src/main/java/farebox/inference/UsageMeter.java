package farebox.inference;

import farebox.kernel.Deadline;
import farebox.metering.MeteredCall;
import farebox.metering.MeteredResponse;
import farebox.metering.WorkResult;
import java.util.function.Supplier;

/** Makes the event of a call durable before its answer is given; the room of that name does it. */
@FunctionalInterface
public interface UsageMeter {
    MeteredResponse run(MeteredCall call, Deadline deadline, Supplier<WorkResult> work);
}
