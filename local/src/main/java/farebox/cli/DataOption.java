package farebox.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the laptop cloud keeps its data. */
final class DataOption {
    @Option(
            names = "--data",
            defaultValue = ".farebox",
            description = "The folder of the data (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".farebox");

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
