package farebox.cli;

import farebox.kernel.Failure;
import farebox.local.launcher.UserError;
import farebox.local.template.TemplateProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.core.exception.SdkException;

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
            ResetCommand.class,
            LocalStackCommand.class,
            DeployCommand.class,
            DestroyCommand.class,
            SmokeCommand.class
        })
public final class Farebox {
    private static final int BUG = 1;
    private static final int USER_ERROR_STATUS = 2;

    private Farebox() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Farebox())
                .setExecutionExceptionHandler(Farebox::explain)
                .execute(args));
    }

    private static int explain(Exception thrown, CommandLine command, ParseResult arguments) {
        String line = switch (thrown) {
            case UserError userError -> String.valueOf(userError.getMessage());
            case TemplateProblem problem -> String.valueOf(problem.getMessage());
            case Failure failure -> failure.detail();
            case SdkException cloud -> said(cloud);
            default -> "";
        };
        if (line.isEmpty()) {
            thrown.printStackTrace(command.getErr());
            return BUG;
        }
        command.getErr().println("farebox: " + line);
        return USER_ERROR_STATUS;
    }

    /** What the cloud answered, or why it could not be asked: credentials, permissions, addresses. */
    private static String said(SdkException thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = String.valueOf(thrown.getMessage());
        return deepest == thrown ? message : message + " (" + deepest.getMessage() + ")";
    }
}
