package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.MeteredCall;
import java.util.function.Supplier;

/** A way to meter a call: the right one, or one of those that look right. */
@FunctionalInterface
interface Protocol {
    Outcome run(MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<byte[]>> work);

    /**
     * @param replayed whether the response is that of an earlier attempt
     * @param afterwards what is done when the response has been sent
     */
    record Outcome(byte[] response, boolean replayed, Runnable afterwards) {
        static Outcome of(byte[] response) {
            return new Outcome(response, false, () -> {});
        }
    }
}
