package farebox.local.stepfunctions.interpreter;

import farebox.local.stepfunctions.task.TaskRequest;
import java.time.Instant;

/** What follows from a step, and happens only when the step has been stored. */
sealed interface Effect {
    /** The mark of the timer of the execution as a whole. */
    long EXECUTION_TIMEOUT = 0;

    record Call(TaskRequest request, String frame, long mark) implements Effect {}

    record Stop(TaskRequest request) implements Effect {}

    record Wake(Instant due, String frame, long mark) implements Effect {}

    record Ended(Execution execution) implements Effect {}
}
