package farebox.local.launcher;

import farebox.cli.operator.UserError;
import farebox.kernel.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
            FileTree.delete(ours.resolve(""));
            return true;
        } catch (IOException e) {
            throw new UserError("not everything in " + folder + " could be removed: " + e.getMessage(), e);
        }
    }
}
