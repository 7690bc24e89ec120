package farebox.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where LocalStack keeps everything, and what was deployed to it is written down. */
public final class LocalStackData {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".farebox/localstack",
            description = "LocalStack's folder (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".farebox/localstack");

    public Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
