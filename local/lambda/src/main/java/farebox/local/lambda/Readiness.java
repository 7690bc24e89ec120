package farebox.local.lambda;

import java.util.List;

/** What became of the children that were started ahead. */
public sealed interface Readiness {
    /** As many as asked for wait for an event. */
    record Ready() implements Readiness {}

    /**
     * A child could not start.
     *
     * @param lastLines the end of its output, oldest first
     */
    record Failed(InvokeOutcome.FunctionError error, List<String> lastLines) implements Readiness {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }
    }

    /** Neither happened within the limit. */
    record Late() implements Readiness {}
}
