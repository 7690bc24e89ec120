package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.Answer;
import farebox.metering.MeteredCall;
import farebox.metering.Worked;
import java.util.function.Supplier;

/** A way to meter a call: the right one, or one of those that look right. */
@FunctionalInterface
interface Protocol {
    Outcome run(MeteredCall call, Deadline deadline, Supplier<Worked> work);

    /**
     * @param replayed the answer is that of an earlier attempt
     * @param afterwards what is done when the answer has left already
     */
    record Outcome(Answer answer, boolean replayed, Runnable afterwards) {
        static Outcome of(Answer answer) {
            return new Outcome(answer, false, () -> {});
        }
    }
}
