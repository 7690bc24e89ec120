package farebox.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether the SAM CLI has a part in a deployment. */
final class SamOption {
    @Option(
            names = "--without-sam",
            description = "Make the change set without the SAM CLI even where it is installed; the result is the same.")
    private boolean without;

    /** Where it is looked for. */
    String searchPath() {
        return without ? "" : Optional.ofNullable(System.getenv("PATH")).orElse("");
    }
}
