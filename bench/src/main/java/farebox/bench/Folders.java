package farebox.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders, whole. */
final class Folders {
    private Folders() {}

    /** The bytes of each file, by its path below the folder. */
    static Map<String, Long> sizes(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> files = found.filter(Files::isRegularFile).toList();
            Map<String, Long> sizes = new TreeMap<>();
            files.forEach(file -> sizes.put(folder.relativize(file).toString(), size(file)));
            return sizes;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
