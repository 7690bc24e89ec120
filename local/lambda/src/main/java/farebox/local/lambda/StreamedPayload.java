package farebox.local.lambda;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a function has answered so far, for a caller that reads it as it comes. */
final class StreamedPayload {
    private final List<byte[]> pieces = new ArrayList<>(1);
    private int length;
    private boolean ended;

    /** @param more never changed afterwards */
    synchronized void append(byte[] more) {
        if (more.length > 0) {
            pieces.add(more);
            length += more.length;
            notifyAll();
        }
    }

    /** Nothing more follows. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized byte[] whole() {
        ByteBuffer all = ByteBuffer.allocate(length);
        pieces.forEach(all::put);
        return all.array();
    }

    synchronized int length() {
        return length;
    }

    /**
     * Waits for a piece, none of which is empty.
     *
     * @param index how many pieces come before it
     * @return nothing if the payload ends before it, or the limit is over
     */
    synchronized Optional<byte[]> piece(int index, Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        long left = limit.toNanos();
        while (pieces.size() <= index && !ended && left > 0) {
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
            left = until - System.nanoTime();
        }
        return index < pieces.size() ? Optional.of(pieces.get(index)) : Optional.empty();
    }
}
