package farebox.local.lambda;

import farebox.kernel.ByteCount;
import java.time.Duration;

/** How a synchronous invocation ended. */
public sealed interface InvokeOutcome {
    /** The function returned. */
    record Answered(byte[] payload) implements InvokeOutcome {}

    /**
     * The function threw, or could not start.
     *
     * @param payload the JSON object of the runtime, with errorType, errorMessage and stackTrace
     */
    record FunctionError(String type, String message, byte[] payload) implements InvokeOutcome {}

    /** The function ran into its own timeout; its process was ended. */
    record TimedOut(Duration after) implements InvokeOutcome {}

    /**
     * The process died during the invocation.
     *
     * @param exit the exit status; 128 and the signal's number if a signal ended it
     */
    record Crashed(int exit, String message) implements InvokeOutcome {}

    /** No child came free within the caller's limit; the function did not see the event. */
    record Throttled() implements InvokeOutcome {}

    /** Event or answer above Lambda's 6 MB; a function that answered too much did run. */
    record TooLarge(Direction direction, ByteCount size) implements InvokeOutcome {}

    /** The caller's limit passed first; the function runs on and its answer is dropped. */
    record StillRunning(Duration waited) implements InvokeOutcome {}

    /** Which way a payload went. */
    enum Direction {
        EVENT,
        ANSWER
    }
}
