package farebox.cli;

import farebox.cli.deploy.DestroyFarebox;
import farebox.cli.deploy.Retained;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackFile;
import farebox.cli.operator.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "destroy",
        mixinStandardHelpOptions = true,
        description = "Deletes a deployment, but for its data, and says what is left.")
final class DestroyCommand implements Callable<Integer> {
    @Mixin
    private final CloudOption cloud = new CloudOption();

    @Mixin
    private final LocalStackData data = new LocalStackData();

    @Mixin
    private final StackName stack = new StackName();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--with-data",
            description = "Delete models, answers, usage, tenants and keys as well. There is no way back.")
    private boolean withData;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return cloud.ask((place, clients) -> {
            DestroyFarebox destroy = new DestroyFarebox(place, clients, new ConsoleProgress(out(), Clock.systemUTC()));
            DestroyFarebox.Plan plan = destroy.plan(stack.name());
            if (!yes && !agreed(plan)) {
                out().println("nothing was deleted");
                return 0;
            }
            destroy.run(plan);
            forget(plan.deployed());
            tell(withData ? destroy.removeData(plan) : plan.retained());
            return 0;
        });
    }

    private boolean agreed(DestroyFarebox.Plan plan) {
        out().println("Stack " + stack.name() + " in " + plan.deployed().region()
                + " will be deleted; its API stops answering.");
        out().println(withData ? "ALL ITS DATA WILL BE DELETED:" : "Kept:");
        plan.retained().forEach(resource -> out().println("  " + resource.id() + "  " + resource.name()));
        out().print("Type the stack's name to go on: ");
        out().flush();
        Scanner answers = new Scanner(System.in, Charset.defaultCharset());
        return answers.hasNextLine() && answers.nextLine().strip().equals(stack.name());
    }

    private void tell(List<Retained> left) {
        out().println("stack " + stack.name() + " is gone");
        if (!left.isEmpty()) {
            out().println("These are kept, and cost only their storage:");
        }
        left.forEach(resource ->
                out().println("  %-16s %s%n    %s".formatted(resource.id(), resource.name(), resource.removal())));
    }

    /** Only if the folder tells of that stack: there may be several at one LocalStack. */
    private void forget(Stack gone) {
        try {
            StackFile file = new StackFile(data.folder());
            if (file.read()
                    .filter(found -> found.outputs().equals(gone.outputs()))
                    .isPresent()) {
                file.forget();
            }
        } catch (IOException e) {
            throw new UserError("cannot forget the stack in " + data.folder(), e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
