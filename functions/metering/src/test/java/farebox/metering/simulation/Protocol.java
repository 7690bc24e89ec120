package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.MeteredCall;
import farebox.metering.ResponseRecord;
import farebox.metering.WorkResult;
import java.util.function.Supplier;

/** A way to meter a call: the right one, or one of those that look right. */
@FunctionalInterface
interface Protocol {
    Outcome run(MeteredCall call, Deadline deadline, Supplier<WorkResult> work);

    /**
     * @param replayed the answer is that of an earlier attempt
     * @param afterwards what is done when the answer has left already
     */
    record Outcome(ResponseRecord responseRecord, boolean replayed, Runnable afterwards) {
        static Outcome of(ResponseRecord responseRecord) {
            return new Outcome(responseRecord, false, () -> {});
        }
    }
}
