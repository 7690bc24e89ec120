package farebox.local.command;

import farebox.cli.ConsoleProgress;
import farebox.cli.Installation;
import farebox.cli.LocalStackData;
import farebox.local.localstack.DockerLocalStack;
import farebox.local.localstack.LocalStack;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "localstack",
        mixinStandardHelpOptions = true,
        description = "LocalStack on this machine, without Docker or with it, to deploy to.")
final class LocalStackCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            mixinStandardHelpOptions = true,
            description = "Installs it where it is missing, starts it, and returns when it serves.")
    int up(
            @Mixin LocalStackData data,
            @Option(
                            names = "--port",
                            defaultValue = "4566",
                            description = "Where it serves; 0 for any free one (default: ${DEFAULT-VALUE}).")
                    int port,
            @Option(
                            names = "--docker",
                            description = "LocalStack's image on a Docker engine, until Ctrl-C; nothing is installed.")
                    boolean docker)
            throws InterruptedException {
        return docker ? image(data, port) : process(data, port);
    }

    private int image(LocalStackData data, int port) throws InterruptedException {
        try (DockerLocalStack running = DockerLocalStack.start(Installation.found(), port, terminal())) {
            tell(running.endpoint(), data);
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private int process(LocalStackData data, int port) throws InterruptedException {
        tell(localStack(data).up(port), data);
        spec.commandLine().getOut().println("  ./farebox localstack down --data " + data.folder());
        return 0;
    }

    private void tell(URI endpoint, LocalStackData data) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println("LocalStack serves at " + endpoint + " (what it lacks: docs/localstack.md)");
        out.println("  ./farebox deploy --endpoint " + endpoint + " --data " + data.folder());
        out.flush();
    }

    @Command(mixinStandardHelpOptions = true, description = "Stops it; what was deployed to it is gone then.")
    int down(@Mixin LocalStackData data) throws InterruptedException {
        localStack(data).down();
        spec.commandLine().getOut().println("LocalStack is down");
        return 0;
    }

    private LocalStack localStack(LocalStackData data) {
        return new LocalStack(Installation.found(), data.folder(), System.getenv(), terminal());
    }

    private ConsoleProgress terminal() {
        return new ConsoleProgress(spec.commandLine().getOut(), Clock.systemUTC());
    }
}
