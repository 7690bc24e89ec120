package farebox.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the template says about a function.
 *
 * @param handler a class name, or {@code class::method}
 * @param code the unpacked deployment package, with {@code lib/*.jar}; the working folder of its children
 * @param environment what the template sets, and endpoints and credentials for clients of the local services
 * @param concurrency the most children at a time
 */
public record FunctionDefinition(
        String name,
        String arn,
        String handler,
        Path code,
        int memoryMebibytes,
        Duration timeout,
        Map<String, String> environment,
        int concurrency,
        Start start) {
    /** How a child comes up. With {@link #SNAP_START} the checkpoint and restore hooks run, as they do on AWS. */
    public enum Start {
        ON_DEMAND("on-demand"),
        SNAP_START("snap-start");

        private final String initializationType;

        Start(String initializationType) {
            this.initializationType = initializationType;
        }

        String initializationType() {
            return initializationType;
        }
    }

    public FunctionDefinition {
        environment = Map.copyOf(environment);
        if (!name.matches("[a-zA-Z0-9-_]{1,64}")) {
            throw new IllegalArgumentException("not a name of a function: " + name);
        }
        if (memoryMebibytes < 128 || timeout.isNegative() || timeout.isZero() || concurrency < 1) {
            throw new IllegalArgumentException("memory, timeout or concurrency of " + name + " is out of range");
        }
    }
}
