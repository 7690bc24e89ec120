package farebox.local.launcher;

import farebox.cli.operator.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where one local emulator keeps its data; one process at a time. */
final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws UserError if the folder cannot be written or another process holds it */
    static DataFolder lock(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new UserError(
                        "another farebox is running on " + folder + "; stop it, or give this one --data FOLDER");
            }
            return new DataFolder(folder.toRealPath(), channel);
        } catch (IOException e) {
            throw new UserError(
                    "cannot write to " + folder + "; give a folder that can be written with --data FOLDER", e);
        }
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserError("the lock of " + folder + " was not given back", e);
        }
    }
}
