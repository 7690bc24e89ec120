package farebox.local.lambda;

import farebox.kernel.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The archived classes of one function (JEP 483 and 514): a child that has them loads and links its classes ahead of
 * time. Recorded once by a training child; used from then on, until the function, the flags or the JVM change.
 */
final class ClassCache {
    private final String function;
    private final ExecutionEnvironmentCommand command;
    private final Path folder;

    ClassCache(String function, ExecutionEnvironmentCommand command, Path folder) {
        this.function = function;
        this.command = command;
        this.folder = folder;
    }

    boolean isThere() throws IOException {
        return Files.exists(file());
    }

    /** Flags for a child; none if nothing fits. */
    List<String> flags() throws IOException {
        Path file = file();
        return Files.exists(file) ? List.of("-XX:AOTCache=" + file) : List.of();
    }

    /**
     * Flags for a training child, which writes the file when it ends. Without the second compiler, whoever starts: with
     * it the file would hold profiles (JEP 515), from which the second compiles much of a start at once, and delays it.
     */
    static List<String> recording(Path file) {
        return List.of(ExecutionEnvironmentCommand.FIRST_COMPILER_ONLY, "-XX:AOTCacheOutput=" + file);
    }

    /** Where a training child may write, on the file system of what it is kept as; what a killed one left is gone. */
    Path prepare() throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(recorded());
        return recorded();
    }

    /** Puts what a training child wrote in place of whatever was there for older code. */
    void keep() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path outdated : files.filter(this::isOurs).toList()) {
                Files.deleteIfExists(outdated);
            }
        }
        Files.move(recorded(), file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean isOurs(Path file) {
        return String.valueOf(file.getFileName()).matches("\\Q" + function + "\\E-[0-9a-f]{16}\\.aot");
    }

    private Path recorded() {
        return folder.resolve(function + ".recorded.aot");
    }

    private Path file() throws IOException {
        StringBuilder key = new StringBuilder(System.getProperty("java.vm.version") + command.flags());
        for (Path archive : command.archives()) {
            BasicFileAttributes known = Files.readAttributes(archive, BasicFileAttributes.class);
            key.append('\n').append(archive).append(' ').append(known.size()).append(' ');
            key.append(known.lastModifiedTime().toMillis());
        }
        String digest =
                Sha256.of(key.toString().getBytes(StandardCharsets.UTF_8)).hex();
        return folder.resolve(function + "-" + digest.substring(0, 16) + ".aot");
    }
}
