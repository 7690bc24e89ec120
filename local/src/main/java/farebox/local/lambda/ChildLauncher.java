package farebox.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Starts children as processes, each in a place of its own. */
final class ChildLauncher implements Launcher {
    private final FunctionDefinition function;
    private final ChildCommand command;
    private final Path environments;
    private final int port;

    /**
     * @param environments where the children's folders go
     * @param port of the Runtime API
     */
    ChildLauncher(FunctionDefinition function, ChildCommand command, Path environments, int port) {
        this.function = function;
        this.command = command;
        this.environments = environments;
        this.port = port;
    }

    @Override
    public ChildProcess launch(Child child, Consumer<String> output, IntConsumer ended) throws IOException {
        Path temporary = environments.resolve(function.name() + "-" + child.slot());
        Files.createDirectories(temporary);
        String address = RuntimeApi.address(port, function.name(), child);
        ChildPlace place = new ChildPlace(address, child.logStream(), temporary);
        return ChildProcess.start(command.of(place, List.of()), output, ended);
    }
}
