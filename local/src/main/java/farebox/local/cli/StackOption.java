package farebox.local.cli;

import farebox.local.stack.Administration;
import farebox.local.stack.Stack;
import farebox.local.stack.StackClients;
import farebox.local.stack.StackFile;
import farebox.local.up.Trouble;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** The stack a command is about: the laptop cloud that runs over a data folder. */
final class StackOption {
    @Mixin
    private final DataOption data = new DataOption();

    /** @throws Trouble if nothing runs there */
    Stack stack() {
        try {
            return new StackFile(data.folder())
                    .read()
                    .orElseThrow(() -> new Trouble("nothing runs on " + data.folder()
                            + "; start ./farebox up, or name its folder with --data"));
        } catch (IOException e) {
            throw new Trouble("cannot read what runs on " + data.folder(), e);
        }
    }

    <T> T administer(Function<Administration, T> work) {
        Stack stack = stack();
        try (StackClients clients = new StackClients(stack)) {
            return work.apply(Administration.of(stack, clients, Clock.systemUTC(), new SecureRandom()));
        }
    }
}
