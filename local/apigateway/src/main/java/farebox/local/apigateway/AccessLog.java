package farebox.local.apigateway;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import farebox.kernel.ByteCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per request in a file; when the file is full it becomes {@code <name>.1}, which replaces the one before. */
public final class AccessLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final String NOTHING = "-";

    private final Path file;
    private final ByteCount largest;
    private FileChannel out;

    private AccessLog(Path file, ByteCount largest) throws IOException {
        this.file = file;
        this.largest = largest;
        this.out = open(file);
    }

    /** @param largest size at which a new file is begun */
    public static AccessLog at(Path file, ByteCount largest) {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            return new AccessLog(file, largest);
        } catch (IOException e) {
            throw new UncheckedIOException("the access log " + file + " cannot be written", e);
        }
    }

    /** @param format a text with {@code $context} variables; if it is empty nothing is written */
    void write(String format, Map<String, String> variables) {
        if (format.isEmpty()) {
            return;
        }
        Map<String, String> safe = new LinkedHashMap<>();
        variables.forEach((name, value) -> safe.put(name, value.isEmpty() ? NOTHING : escaped(value)));
        try {
            append((ContextText.fill(format, safe, NOTHING) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A caller gets the answer that was metered, whether or not the disk is full.
            LOG.warn("A line of the access log {} is lost", file, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the access log " + file + " cannot be closed", e);
        }
    }

    /** No caller can break a line or a JSON text with a header or a path of his choice. */
    private static String escaped(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }

    private synchronized void append(byte[] line) throws IOException {
        if (out.position() + line.length > largest.bytes()) {
            out.close();
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            out = open(file);
        }
        ByteBuffer left = ByteBuffer.wrap(line);
        while (left.hasRemaining()) {
            out.write(left);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.position(channel.size());
        return channel;
    }
}
