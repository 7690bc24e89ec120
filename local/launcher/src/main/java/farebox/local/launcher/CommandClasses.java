package farebox.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The classes of the emulator's own process, archived for its next start (JEP 310) if the script that started it asks
 * for that. The process stands still for about a second meanwhile.
 *
 * @param archive appears whole or not at all
 */
record CommandClasses(Path archive) {
    private static final String WANTED = "farebox.classes";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    static Optional<CommandClasses> wanted() {
        return Optional.ofNullable(System.getProperty(WANTED)).map(Path::of).map(CommandClasses::new);
    }

    /** @return whether there is an archive now */
    boolean record() throws IOException, InterruptedException {
        long pid = ProcessHandle.current().pid();
        Path fresh = archive.resolveSibling(archive.getFileName() + "." + pid);
        Process dump = new ProcessBuilder(command(pid, fresh))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!dump.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS) || !Files.exists(fresh)) {
                return false;
            }
            Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            dump.destroyForcibly();
            Files.deleteIfExists(fresh);
        }
    }

    private static List<String> command(long pid, Path file) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return List.of(jcmd, Long.toString(pid), "VM.cds", "dynamic_dump", file.toString());
    }
}
