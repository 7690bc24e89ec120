package farebox.local.lambda;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Starts the process of a child. */
@FunctionalInterface
interface Launcher {
    /**
     * @param output its standard output and error, line by line
     * @param ended its exit status, after its last line
     */
    ExecutionEnvironmentProcess launch(
            ExecutionEnvironment executionEnvironment, Consumer<String> output, IntConsumer ended) throws IOException;
}
