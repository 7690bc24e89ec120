package farebox.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the local emulator keeps its data. */
public final class DataOption {
    @Option(
            names = "--data",
            defaultValue = ".farebox",
            description = "The folder of the data (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".farebox");

    public Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
