package farebox.local.command;

import farebox.cli.DataOption;
import farebox.local.launcher.LocalData;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "reset", mixinStandardHelpOptions = true, description = "Forgets all local data: models, keys, usage.")
final class ResetCommand implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .println(LocalData.forget(data.folder()) ? "forgotten" : "there was nothing to forget");
        return 0;
    }
}
