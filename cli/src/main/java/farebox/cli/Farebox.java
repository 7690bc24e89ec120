package farebox.cli;

import farebox.cli.operator.UserError;
import farebox.kernel.Failure;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.core.exception.SdkException;

/** The top of the command line. */
@Command(
        name = "farebox",
        mixinStandardHelpOptions = true,
        version = "farebox 0.1.0",
        description = "A serverless, pay-per-call AI API that a team runs in its own AWS account.")
public final class Farebox {
    private static final List<Class<?>> SUBCOMMANDS = List.of(
            TenantsCommand.class,
            KeysCommand.class,
            ModelsCommand.class,
            TrainCommand.class,
            RunsCommand.class,
            DeadLettersCommand.class,
            PricesCommand.class,
            CreditCommand.class,
            InvoiceCommand.class,
            LimitsCommand.class,
            BillingCommand.class,
            DeployCommand.class,
            DestroyCommand.class,
            SmokeCommand.class);
    private static final int BUG = 1;
    private static final int USER_ERROR_STATUS = 2;

    private Farebox() {}

    /** The operator's commands alone; {@code farebox.local.command.Main} adds the emulator's. */
    public static void main(String[] args) {
        System.exit(run(List.of(), args));
    }

    /**
     * Runs one command line.
     *
     * @param others further subcommands, annotated for picocli
     * @return the exit status
     */
    public static int run(List<Object> others, String... args) {
        CommandLine command = new CommandLine(new Farebox());
        List<Object> all = Stream.concat(SUBCOMMANDS.stream(), others.stream()).toList();
        needed(all, args).forEach(command::addSubcommand);
        return command.setExecutionExceptionHandler(Farebox::explain).execute(args);
    }

    /** The one that is called, or all for help and errors: to build every one takes longer than most commands run. */
    private static List<Object> needed(List<Object> all, String... args) {
        List<Object> called = all.stream()
                .filter(subcommand -> args.length > 0 && name(subcommand).equals(args[0]))
                .toList();
        return called.isEmpty() ? all : called;
    }

    private static String name(Object subcommand) {
        Class<?> type = subcommand instanceof Class<?> known ? known : subcommand.getClass();
        return type.getAnnotation(Command.class).name();
    }

    private static int explain(Exception thrown, CommandLine command, ParseResult arguments) {
        String line = switch (thrown) {
            case UserError userError -> String.valueOf(userError.getMessage());
            case Failure failure -> failure.detail();
            case SdkException cloud -> message(cloud);
            default -> "";
        };
        if (line.isEmpty()) {
            thrown.printStackTrace(command.getErr());
            return BUG;
        }
        command.getErr().println("farebox: " + line);
        return USER_ERROR_STATUS;
    }

    /** AWS's own message, or why AWS could not be reached: credentials, permissions, addresses. */
    private static String message(SdkException thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = String.valueOf(thrown.getMessage());
        return deepest == thrown ? message : message + " (" + deepest.getMessage() + ")";
    }
}
