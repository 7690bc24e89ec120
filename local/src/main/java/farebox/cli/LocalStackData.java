package farebox.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where LocalStack keeps everything, and what was deployed to it is written down. */
final class LocalStackData {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".farebox/localstack",
            description = "LocalStack's folder (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".farebox/localstack");

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
