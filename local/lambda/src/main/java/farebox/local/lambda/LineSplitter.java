package farebox.local.lambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines of UTF-8; a line without end is cut where a log event would be on AWS. */
final class LineSplitter {
    /** CloudWatch Logs' largest event is 256 KiB with 26 bytes of its own. */
    private static final int MAX_LENGTH = 256 * 1024 - 26;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void readAll(InputStream in) throws IOException {
        byte[] chunk = new byte[8192];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            for (int i = 0; i < read; i++) {
                accept(chunk[i]);
            }
        }
        if (line.size() > 0) {
            cut();
        }
    }

    private void accept(byte next) {
        if (next == '\n') {
            cut();
            return;
        }
        line.write(next);
        if (line.size() == MAX_LENGTH) {
            cut();
        }
    }

    private void cut() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
