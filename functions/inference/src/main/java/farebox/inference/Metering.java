package farebox.inference;

import farebox.kernel.Deadline;
import farebox.metering.Metered;
import farebox.metering.MeteredCall;
import farebox.metering.Worked;
import java.util.function.Supplier;

/** Makes the event of a call durable before its answer is given; the room of that name does it. */
@FunctionalInterface
public interface Metering {
    Metered run(MeteredCall call, Deadline deadline, Supplier<Worked> work);
}
