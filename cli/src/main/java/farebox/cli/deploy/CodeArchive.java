package farebox.cli.deploy;

import farebox.cli.operator.UserError;
import farebox.kernel.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A function's folder as Lambda wants it. The same files give the same bytes, wherever and whenever. */
record CodeArchive(Path file, Sha256 digest) {
    /** The earliest time an archive can say, in no zone. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** @throws UserError if the folder is missing or empty */
    static CodeArchive of(Path folder, Path file) {
        if (!Files.isDirectory(folder)) {
            throw new UserError("there is no " + folder + "; build it with mvn package");
        }
        MessageDigest digest = Sha256.newDigest();
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream archive =
                        new ZipOutputStream(new DigestOutputStream(new BufferedOutputStream(out), digest))) {
            write(folder, archive);
        } catch (IOException e) {
            throw new UserError("cannot pack " + folder + ": " + e.getMessage(), e);
        }
        return new CodeArchive(file, Sha256.finish(digest.digest()));
    }

    private static void write(Path folder, ZipOutputStream archive) throws IOException {
        List<String> names = names(folder);
        if (names.isEmpty()) {
            throw new UserError(folder + " is empty; build it with mvn package");
        }
        for (String name : names) {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(ENTRY_TIME);
            // Every deployment packs, and few upload: jars are compressed already, libraries cost most of the time.
            archive.setLevel(name.endsWith(".jar") ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
            archive.putNextEntry(entry);
            try (InputStream content = new BufferedInputStream(Files.newInputStream(folder.resolve(name)))) {
                content.transferTo(archive);
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
