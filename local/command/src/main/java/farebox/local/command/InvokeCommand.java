package farebox.local.command;

import farebox.cli.Installation;
import farebox.cli.StackOption;
import farebox.cli.operator.UserError;
import farebox.local.launcher.InvokeFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "invoke",
        mixinStandardHelpOptions = true,
        description = "Calls one function with one event, against the local emulator that runs, and prints its answer.")
final class InvokeCommand implements Callable<Integer> {
    @Mixin
    private final StackOption target = new StackOption();

    @Parameters(paramLabel = "FUNCTION", description = "Its logical id in template.yaml, such as InferenceFunction.")
    private String function = "";

    @Option(
            names = {"-e", "--event"},
            required = true,
            description = "A JSON file, such as those in events/.")
    private Path event = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        InvokeFunction.Answer answer = new InvokeFunction(Installation.found(), target.stack()).run(function, read());
        spec.commandLine().getOut().println(answer.payload());
        return answer.isError() ? 1 : 0;
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(event);
        } catch (IOException e) {
            throw new UserError("cannot read the event " + event, e);
        }
    }
}
