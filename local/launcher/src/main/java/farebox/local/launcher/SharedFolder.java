package farebox.local.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What all emulators of a checkout use, whatever their data folder: archived classes, and the files that their class
 * paths name. It lies beside the built command, so that a clean build begins anew.
 */
record SharedFolder(Path path) {
    /** @param home the checkout */
    static SharedFolder of(Path home) {
        return new SharedFolder(
                home.resolve("local/command/target/shared").toAbsolutePath().normalize());
    }

    /**
     * Does what writes to the folder, unless an emulator of this or another process is at it.
     *
     * @return whether it was done
     */
    boolean runAlone(Runnable work) throws IOException {
        Path file = Files.createDirectories(path).resolve("lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            work.run();
            return true;
        } catch (OverlappingFileLockException e) {
            return false; // Another emulator of this process.
        }
    }
}
