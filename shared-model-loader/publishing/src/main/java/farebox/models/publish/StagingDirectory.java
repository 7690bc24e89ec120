package farebox.models.publish;

import farebox.kernel.ByteCount;
import farebox.kernel.Crc32c;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Sha256;
import farebox.models.FileRole;
import farebox.models.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** A folder for one publication, gone afterwards. */
record StagingDirectory(Path folder) implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    static StagingDirectory in(Path parent) throws IOException {
        return new StagingDirectory(Files.createTempDirectory(parent, "publish-"));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** @throws InvalidRequest if there is more than a file of that role may have */
    void receive(ByteSource byteSource, FileRole role, Path target) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = role.limit().bytes();
        try (InputStream from = byteSource.open();
                OutputStream to = Files.newOutputStream(target)) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                left -= count;
                if (left < 0) {
                    throw new InvalidRequest("the file for " + role.fileName() + " is larger than "
                            + role.limit().bytes() + " bytes");
                }
                to.write(buffer, 0, count);
            }
        }
    }

    ModelFile describe(FileRole role) throws IOException {
        Path file = file(role.fileName());
        return new ModelFile(role, new ByteCount(Files.size(file)), digest(file), checksum(file));
    }

    private static Crc32c checksum(Path file) throws IOException {
        CheckedOutputStream sink = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32C());
        Files.copy(file, sink);
        return Crc32c.of(sink.getChecksum());
    }

    static Sha256 digest(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (DigestOutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, sink);
        }
        return Sha256.finish(digest.digest());
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
