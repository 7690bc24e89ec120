package farebox.billing.requestlog;

import farebox.billing.reconcile.RequestLog;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The access log that the local emulator writes: a file, and the full one before it, {@code <name>.1}. */
public final class FileRequestLog implements RequestLog {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final Path file;

    public FileRequestLog(Path file) {
        this.file = file;
    }

    @Override
    public void read(Instant start, Instant end, Consumer<LoggedRequest> each) {
        read(file.resolveSibling(file.getFileName() + ".1"), start, end, each);
        read(file, start, end, each);
    }

    private static void read(Path part, Instant start, Instant end, Consumer<LoggedRequest> each) {
        if (!Files.exists(part)) {
            return;
        }
        try (Stream<String> lines = Files.lines(part)) {
            lines.flatMap(line -> RequestLogLine.read(line).stream())
                    .filter(request ->
                            !request.at().isBefore(start) && request.at().isBefore(end))
                    .forEach(each);
        } catch (IOException | UncheckedIOException e) {
            throw new Unavailable("the access log cannot be read at the moment", DEFAULT_RETRY, e);
        }
    }
}
