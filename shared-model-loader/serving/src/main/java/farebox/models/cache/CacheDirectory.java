package farebox.models.cache;

import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders under which this process keeps files: {@code files/} by digest, {@code parts/} while they come,
 * {@code quarantine/} for the last damaged one, {@code open/} with a folder for each open model. One process at a time.
 */
final class CacheDirectory {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final Path root;

    /** Null until the first use: making a workspace touches no disk. */
    private @Nullable RecoveredFiles recoveredFiles;

    CacheDirectory(Path root) {
        this.root = root;
    }

    Path file(Sha256 digest) {
        return root.resolve("files").resolve(digest.hex());
    }

    Path newPart(Sha256 digest) throws IOException {
        Path part = root.resolve("parts").resolve(digest.hex());
        Files.deleteIfExists(part);
        return part;
    }

    /** Moves a damaged file out of the way, to be looked at; only the last one is kept. */
    void quarantine(Path damaged) throws IOException {
        Path folder = root.resolve("quarantine");
        RecoveredFiles.clear(folder);
        Files.createDirectories(folder);
        Files.move(damaged, folder.resolve(damaged.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What an earlier process left, read at the first call; what it was in the middle of is removed. */
    synchronized RecoveredFiles leftovers() throws IOException {
        if (recoveredFiles == null) {
            for (String unfinished : new String[] {"parts", "open"}) {
                RecoveredFiles.clear(root.resolve(unfinished));
                Files.createDirectories(root.resolve(unfinished));
            }
            recoveredFiles = RecoveredFiles.in(Files.createDirectories(root.resolve("files")));
        }
        return recoveredFiles;
    }

    /** A fresh folder that holds exactly these files under the names of their roles, without copying them. */
    Path modelFolder(Manifest manifest, Map<ModelFile, Path> verified) {
        try {
            Path folder = Files.createTempDirectory(
                    root.resolve("open"), manifest.ref().name() + "-");
            for (Map.Entry<ModelFile, Path> file : verified.entrySet()) {
                Files.createLink(folder.resolve(file.getKey().role().fileName()), file.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new Unavailable("the folder for models cannot be used", DEFAULT_RETRY, e);
        }
    }

    void delete(Path file) {
        try {
            RecoveredFiles.clear(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of ours cannot be deleted", e);
        }
    }
}
