package farebox.training.neural.fit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints of one training in a directory. A file ends with the SHA-256 of what lies before it, and gets its name
 * when all of it is on the disk. The one before the newest stays, in case the newest is damaged.
 */
public final class Checkpoints {
    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

    private static final String PREFIX = "checkpoint-";
    private static final String SUFFIX = ".bin";
    private static final int KEPT = 2;
    private static final int DIGEST_BYTES = 32;

    private final Path directory;

    public Checkpoints(Path directory) {
        this.directory = directory;
    }

    /** Writes a checkpoint, whole or not at all. */
    public void write(TrainingState state) {
        try {
            Files.createDirectories(directory);
            Path partial = Files.createTempFile(directory, ".checkpoint", ".partial");
            writeDurably(partial, bytes(state));
            Files.move(partial, file(state.position().step()), StandardCopyOption.ATOMIC_MOVE);
            deleteOld();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a checkpoint to " + directory, e);
        }
    }

    /** The newest checkpoint that is intact; one that is not is logged and passed over. */
    public Optional<TrainingState> newest() {
        return files().stream().flatMap(file -> read(file).stream()).findFirst();
    }

    private Path file(long step) {
        return directory.resolve("%s%012d%s".formatted(PREFIX, step, SUFFIX));
    }

    private static void writeDurably(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer content = ByteBuffer.wrap(bytes);
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
    }

    private void deleteOld() throws IOException {
        for (Path old : files().stream().skip(KEPT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    /** Newest first. */
    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Checkpoints::isCheckpoint)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static boolean isCheckpoint(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    private static byte[] bytes(TrainingState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointFormat.write(state, new DataOutputStream(bytes));
        bytes.write(sha256().digest(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    private static Optional<TrainingState> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int length = Math.max(0, bytes.length - DIGEST_BYTES);
            byte[] content = Arrays.copyOf(bytes, length);
            if (!Arrays.equals(sha256().digest(content), Arrays.copyOfRange(bytes, length, bytes.length))) {
                throw new IOException("its digest is another");
            }
            return Optional.of(CheckpointFormat.read(new DataInputStream(new ByteArrayInputStream(content))));
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.getMessage())
                    .log("checkpoint_damaged");
            return Optional.empty();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
