package farebox.models.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where new files come from; a test puts a full one in its place. */
interface Disk {
    /** A new file, to write and to read back. */
    FileChannel create(Path file) throws IOException;

    static Disk real() {
        return file -> FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
    }
}
