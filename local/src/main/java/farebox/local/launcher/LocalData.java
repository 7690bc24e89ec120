package farebox.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The data folder as something to forget. */
public final class LocalData {
    private LocalData() {}

    /**
     * @return false if there was nothing
     * @throws UserError if a cloud runs on it, or it is no data folder of ours
     */
    public static boolean forget(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        if (!Files.exists(folder.resolve("lock"))) {
            throw new UserError(folder + " is no data folder of Farebox; nothing was removed");
        }
        try (DataFolder ours = DataFolder.lock(folder)) {
            remove(ours.resolve(""));
            return true;
        } catch (IOException e) {
            throw new UserError("not everything in " + folder + " could be removed: " + e.getMessage(), e);
        }
    }

    /** The folder and all that is in it. */
    public static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
