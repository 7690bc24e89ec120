package farebox.local.cli;

import farebox.kernel.Failure;
import farebox.local.template.TemplateProblem;
import farebox.local.up.Trouble;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The top of the command line. */
@Command(
        name = "farebox",
        mixinStandardHelpOptions = true,
        version = "farebox 0.1.0",
        description = "A serverless, pay-per-call AI API that a team runs in its own AWS account.",
        subcommands = {
            UpCommand.class,
            TenantsCommand.class,
            KeysCommand.class,
            ModelsCommand.class,
            InvokeCommand.class,
            ResetCommand.class
        })
public final class Farebox {
    private static final int BUG = 1;
    private static final int TROUBLE = 2;

    private Farebox() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Farebox())
                .setExecutionExceptionHandler(Farebox::explain)
                .execute(args));
    }

    private static int explain(Exception thrown, CommandLine command, ParseResult arguments) {
        String line = switch (thrown) {
            case Trouble trouble -> String.valueOf(trouble.getMessage());
            case TemplateProblem problem -> String.valueOf(problem.getMessage());
            case Failure failure -> failure.detail();
            default -> "";
        };
        if (line.isEmpty()) {
            thrown.printStackTrace(command.getErr());
            return BUG;
        }
        command.getErr().println("farebox: " + line);
        return TROUBLE;
    }
}
