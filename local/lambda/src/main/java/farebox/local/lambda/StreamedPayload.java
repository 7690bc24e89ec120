package farebox.local.lambda;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What a function has answered so far, for a caller that reads it as it comes. */
final class StreamedPayload {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;

    synchronized void append(byte[] more) {
        bytes.writeBytes(more);
        notifyAll();
    }

    /** Nothing more follows. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized byte[] whole() {
        return bytes.toByteArray();
    }

    synchronized int length() {
        return bytes.size();
    }

    /**
     * Waits for what follows a place.
     *
     * @return nothing if the payload ends there, or the limit is over
     */
    synchronized Optional<byte[]> after(int place, Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        long left = limit.toNanos();
        while (bytes.size() == place && !ended && left > 0) {
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
            left = until - System.nanoTime();
        }
        return bytes.size() == place
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(bytes.toByteArray(), place, bytes.size()));
    }
}
