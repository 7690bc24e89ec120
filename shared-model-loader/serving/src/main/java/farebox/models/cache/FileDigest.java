package farebox.models.cache;

import farebox.kernel.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** The digest of what stands in a file, as far as it has been written. */
final class FileDigest {
    private static final int BUFFER = 1 << 18;

    private final FileChannel channel;
    private final MessageDigest digest = Sha256.newDigest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long position;

    FileDigest(FileChannel channel) {
        this.channel = channel;
    }

    static Sha256 of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileDigest digest = new FileDigest(channel);
            digest.upTo(channel.size());
            return digest.finish();
        }
    }

    void upTo(long end) throws IOException {
        while (position < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            int count = channel.read(buffer, position);
            if (count < 0) {
                throw new EOFException("the file is shorter than what was written to it");
            }
            digest.update(buffer.flip());
            position += count;
        }
    }

    Sha256 finish() {
        return Sha256.finish(digest.digest());
    }
}
