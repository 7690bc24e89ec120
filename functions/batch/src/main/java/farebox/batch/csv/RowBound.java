package farebox.batch.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a row that is too long before it fills the memory. What the parser reads ahead counts for the row before it. */
final class RowBound extends FilterInputStream {
    private final long maxBytes;
    private long left;
    private boolean exceeded;

    RowBound(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
        this.left = maxBytes;
    }

    /** The row is longer than it may be. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;
    }

    boolean isExceeded() {
        return exceeded;
    }

    void nextRow() {
        left = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        if (left <= 0) {
            exceeded = true;
            throw new Exceeded();
        }
        int read = super.read(into, from, (int) Math.min(count, left));
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
