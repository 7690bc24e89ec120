package farebox.local.stepfunctions.interpreter;

import java.time.Instant;
import java.util.Optional;

/**
 * One execution, as DescribeExecution tells of it.
 *
 * @param input JSON
 * @param end empty while it runs
 * @param marks how many marks have been given to phases
 * @param events in its history
 */
public record Execution(
        String arn,
        Origin origin,
        String input,
        Instant start,
        Status status,
        Optional<End> end,
        long marks,
        long events) {
    /** @param definition that of the state machine when the execution was started */
    public record Origin(String name, String stateMachineArn, String roleArn, String definition) {}

    /** Output is JSON, and only a success has one. */
    public record End(Instant stop, Optional<String> output, Optional<String> error, Optional<String> cause) {}

    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    Execution ended(Status reason, End result) {
        return new Execution(arn, origin, input, start, reason, Optional.of(result), marks, events);
    }

    Execution withMark() {
        return new Execution(arn, origin, input, start, status, end, marks + 1, events);
    }

    Execution withEvent() {
        return new Execution(arn, origin, input, start, status, end, marks, events + 1);
    }

    public boolean running() {
        return status == Status.RUNNING;
    }
}
