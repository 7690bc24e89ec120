package farebox.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Starts children as processes, each in a place of its own. */
final class ExecutionEnvironmentLauncher implements Launcher {
    private final ExecutionEnvironmentCommand command;
    private final PoolPaths poolPaths;
    private final LaunchMode.Choice mode;

    ExecutionEnvironmentLauncher(ExecutionEnvironmentCommand command, PoolPaths poolPaths, LaunchMode.Choice mode) {
        this.command = command;
        this.poolPaths = poolPaths;
        this.mode = mode;
    }

    @Override
    public ExecutionEnvironmentProcess launch(
            ExecutionEnvironment executionEnvironment, Consumer<String> output, IntConsumer ended) throws IOException {
        SandboxPaths paths = poolPaths.placeOf(executionEnvironment);
        Files.createDirectories(paths.temporary());
        return ExecutionEnvironmentProcess.start(command.of(paths, mode.now()), output, ended);
    }
}
