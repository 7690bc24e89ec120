package farebox.local.lambda;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The lines of one function, for a listener and for a file; the file and its predecessor are bounded. */
final class FunctionLog implements AutoCloseable {
    private static final long MAX_FILE_BYTES = 8L << 20;

    private final String function;
    private final Path file;
    private final Consumer<LogLine> listener;
    private final InstantSource clock;
    private OutputStream out;
    private long written;

    private FunctionLog(String function, Path file, LambdaSettings settings) throws IOException {
        this.function = function;
        this.file = file;
        this.listener = settings.log();
        this.clock = settings.clock();
        this.out = open(file);
        this.written = Files.size(file);
    }

    static FunctionLog of(String function, LambdaSettings settings) throws IOException {
        Path folder = Files.createDirectories(settings.folder().resolve("logs"));
        return new FunctionLog(function, folder.resolve(function + ".log"), settings);
    }

    void line(ExecutionEnvironment executionEnvironment, String text) {
        LogLine line = new LogLine(clock.instant(), function, executionEnvironment.logStream(), text);
        write(line);
        listener.accept(line);
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the log of " + function + " was not closed", e);
        }
    }

    private synchronized void write(LogLine line) {
        byte[] bytes = (line.time() + " " + line.stream() + " " + line.text() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            if (written + bytes.length > MAX_FILE_BYTES) {
                turnOver();
            }
            out.write(bytes);
            out.flush();
            written += bytes.length;
        } catch (IOException fullOrClosed) {
            // A log that cannot be written must not stop the function; the listener has the line.
        }
    }

    private void turnOver() throws IOException {
        out.close();
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        out = open(file);
        written = 0;
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }
}
