package farebox.local.apigateway;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what was sent of a streamed response. */
final class CountedStream extends FilterOutputStream {
    private long bytes;

    CountedStream(OutputStream out, long before) {
        super(out);
        this.bytes = before;
    }

    @Override
    public void write(byte[] more, int offset, int length) throws IOException {
        out.write(more, offset, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }
}
