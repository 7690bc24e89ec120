package farebox.local.command;

import farebox.cli.ConsoleProgress;
import farebox.cli.DataOption;
import farebox.cli.Installation;
import farebox.cli.QuickStart;
import farebox.cli.operator.ReadyFile;
import farebox.local.launcher.EmulatorSettings;
import farebox.local.launcher.LocalEmulator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts the local emulator; Ctrl-C stops it.")
final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Where calls are served (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--ready-file",
            description = "A file that appears when calls can be served, with url, keys and pid.")
    private @Nullable Path readyFile;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the template, such as ModelCanarySeconds; may be repeated.")
    private Map<String, String> parameters = new TreeMap<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        ConsoleProgress consoleProgress = new ConsoleProgress(out, Clock.systemUTC());
        EmulatorSettings settings = new EmulatorSettings(Installation.found(), data.folder(), port, parameters);
        try (LocalEmulator emulator = LocalEmulator.start(settings, consoleProgress)) {
            ReadyFile ready = emulator.ready();
            Optional.ofNullable(readyFile).ifPresent(ready::write);
            out.println(QuickStart.text(ready));
            out.flush();
            untilInterrupted();
        }
        return 0;
    }

    /** A signal ends the process; the emulator stops in a hook of its own. */
    private static void untilInterrupted() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
