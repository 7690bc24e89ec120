package farebox.cli;

import farebox.cli.cloudformation.Stacks;
import farebox.cli.operator.Administration;
import farebox.cli.operator.BillingAdministration;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackFile;
import farebox.cli.operator.UserError;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The stack a command is about: a deployed one by its name, or the one that a data folder tells of. */
public final class StackOption {
    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final CloudOption cloud = new CloudOption();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            defaultValue = "",
            description = "A deployed stack, on AWS or at --endpoint; without it, what --data tells of.")
    private String name = "";

    /** @throws UserError if there is no such stack, or nothing runs there */
    public Stack stack() {
        return name.isEmpty() ? running() : cloud.ask(this::deployed);
    }

    /** Whether a deployed stack is asked for, and not what runs on this machine. */
    boolean isNamed() {
        return !name.isEmpty();
    }

    <T> T administer(Function<Administration, T> work) {
        Stack stack = stack();
        try (StackClients clients = new StackClients(stack)) {
            return work.apply(Administration.of(stack, clients, Clock.systemUTC(), new SecureRandom()));
        }
    }

    <T> T bill(Function<BillingAdministration, T> work) {
        Stack stack = stack();
        try (StackClients clients = new StackClients(stack)) {
            return work.apply(BillingAdministration.of(stack, clients, Clock.systemUTC()));
        }
    }

    private Stack deployed(Stack place, StackClients clients) {
        return place.with(new Stacks(clients.cloudFormation()).outputs(name));
    }

    private Stack running() {
        try {
            return new StackFile(data.folder())
                    .read()
                    .orElseThrow(() -> new UserError("nothing runs on " + data.folder()
                            + "; start ./farebox up, name its folder with --data, or a deployed stack with --stack"));
        } catch (IOException e) {
            throw new UserError("cannot read what runs on " + data.folder(), e);
        }
    }
}
