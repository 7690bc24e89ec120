package farebox.local.command;

import farebox.cli.Farebox;
import java.util.List;

/** What the script {@code farebox} runs: the operator's commands, and those of the emulator and of LocalStack. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Farebox.run(
                List.of(new UpCommand(), new InvokeCommand(), new ResetCommand(), new LocalStackCommand()), args));
    }
}
