package farebox.models.cache;

import farebox.kernel.Crc32c;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** The checksum of what stands in a file, as far as it has been written. */
final class FileChecksum {
    private static final int BUFFER = 1 << 18;

    private final FileChannel channel;
    private final CRC32C checksum = new CRC32C();
    /** Direct, so that the checksum reads what the system wrote without a copy. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private long position;

    FileChecksum(FileChannel channel) {
        this.channel = channel;
    }

    static Crc32c of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileChecksum checksum = new FileChecksum(channel);
            checksum.upTo(channel.size());
            return checksum.finish();
        }
    }

    void upTo(long end) throws IOException {
        while (position < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            int count = channel.read(buffer, position);
            if (count < 0) {
                throw new EOFException("the file is shorter than what was written to it");
            }
            checksum.update(buffer.flip());
            position += count;
        }
    }

    Crc32c finish() {
        return Crc32c.of(checksum);
    }
}
