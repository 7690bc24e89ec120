package farebox.cli;

import farebox.cli.deploy.DeployFarebox;
import farebox.cli.operator.ReadyFile;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackFile;
import farebox.cli.operator.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = "Deploys template.yaml to AWS or LocalStack; without a change it changes nothing.")
final class DeployCommand implements Callable<Integer> {
    @Mixin
    private final CloudOption cloud = new CloudOption();

    @Mixin
    private final LocalStackData data = new LocalStackData();

    @Mixin
    private final StackName stack = new StackName();

    @Mixin
    private final SamOption sam = new SamOption();

    @Option(
            names = "--param",
            paramLabel = "KEY=VALUE",
            description = "A parameter of template.yaml; those not given keep the value they have.")
    private Map<String, String> parameters = new TreeMap<>();

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "A file to write url and keys to, when a deployment made keys.")
    private @Nullable Path readyFile;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DeployFarebox.Deployed deployed = cloud.ask((place, clients) -> new DeployFarebox(
                        place, clients, ConsoleProgress.context(out))
                .run(new DeployFarebox.Order(Installation.found(), stack.name(), parameters, sam.searchPath())));
        remember(deployed.stack());
        if (!deployed.changed()) {
            out.println("no changes; " + deployed.url() + " is up to date");
        }
        deployed.keys().ifPresent(keys -> welcome(deployed, keys));
        return 0;
    }

    private void welcome(DeployFarebox.Deployed deployed, DeployFarebox.Keys keys) {
        ReadyFile ready = new ReadyFile(
                deployed.url(),
                keys.key(),
                keys.adminKey(),
                ProcessHandle.current().pid(),
                ReadyFile.Buckets.of(deployed.stack()));
        Optional.ofNullable(readyFile).ifPresent(ready::write);
        spec.commandLine().getOut().println(QuickStart.calls(ready));
        spec.commandLine().getOut().println("The keys are shown this once; ./farebox keys makes others.");
    }

    /** AWS is found by --profile and --stack again; a LocalStack's stack by the folder of its data. */
    private void remember(Stack deployed) {
        if (deployed.endpoints().isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(data.folder());
            new StackFile(data.folder()).write(deployed);
        } catch (IOException e) {
            throw new UserError("cannot remember the stack in " + data.folder(), e);
        }
    }
}
