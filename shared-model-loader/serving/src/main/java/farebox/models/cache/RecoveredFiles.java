package farebox.models.cache;

import farebox.kernel.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files that an earlier process in the same place left behind. They may be worth a download, and may be damaged, so
 * each is verified before its first use; until then it is the first to go when room is needed.
 */
final class RecoveredFiles {
    private final Path folder;
    private final Map<String, Long> bytesByName = new LinkedHashMap<>();

    private RecoveredFiles(Path folder) {
        this.folder = folder;
    }

    /** @param folder holds files named by their digest */
    static RecoveredFiles in(Path folder) throws IOException {
        RecoveredFiles recoveredFiles = new RecoveredFiles(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                recoveredFiles.bytesByName.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return recoveredFiles;
    }

    /** Whether there is such a file; it is the caller's from now on. */
    synchronized boolean claim(Sha256 digest) {
        return bytesByName.remove(digest.hex()) != null;
    }

    /** Deletes until at most so many bytes are left. */
    synchronized void trim(long bytes) throws IOException {
        for (String name : List.copyOf(bytesByName.keySet())) {
            if (total() <= bytes) {
                return;
            }
            Files.deleteIfExists(folder.resolve(name));
            bytesByName.remove(name);
        }
    }

    /** Removes a folder and all below it; links are removed and not followed. */
    static void clear(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                clear(child);
            }
        }
        Files.delete(folder);
    }

    private long total() {
        return bytesByName.values().stream().mapToLong(Long::longValue).sum();
    }
}
