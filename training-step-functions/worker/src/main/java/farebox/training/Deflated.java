package farebox.training;

import java.util.zip.Deflater;

/** How small bytes become for a download: what is pruned from a graph shows here and not in its own size. */
final class Deflated {
    private static final int BUFFER = 1 << 16;

    private Deflated() {}

    static long size(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                deflater.deflate(buffer);
            }
            return deflater.getBytesWritten();
        }
    }
}
