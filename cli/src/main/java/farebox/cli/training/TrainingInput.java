package farebox.cli.training;

import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What to train on.
 *
 * @param spec a file
 * @param data the folder that the spec's paths start in
 */
public record TrainingInput(Path spec, Path data) {
    /** The name that a spec has inside a folder. */
    static final String SPEC = "training.json";

    /**
     * @param given a folder that holds {@code training.json}, or a spec by any name
     * @throws InvalidRequest if it is neither
     */
    public static TrainingInput of(Path given) {
        Path path = given.toAbsolutePath().normalize();
        Path spec = Files.isDirectory(path) ? path.resolve(SPEC) : path;
        if (!Files.isRegularFile(spec)) {
            throw new InvalidRequest(
                    Files.isDirectory(path)
                            ? "the folder %s has no %s".formatted(given, SPEC)
                            : "there is no folder or spec %s".formatted(given));
        }
        return new TrainingInput(spec, folderOf(spec));
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file with an absolute path has a folder");
    }

    /** The name of a model, where nobody gives one: that of the folder. */
    public String name() {
        return String.valueOf(data.getFileName());
    }

    /** Makes the channels of a training container. The data stay where they are. */
    void link(Path base) throws IOException {
        Path channels = Files.createDirectories(base.resolve("input/data"));
        Files.createSymbolicLink(channels.resolve("training"), data);
        Path channel = Files.createDirectories(channels.resolve("spec"));
        Files.copy(spec, channel.resolve(SPEC));
    }
}
