package farebox.local.lambda.stream;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a delivery going on a thread of its own until it is closed; to be closed before the function's Lambda. */
public final class StreamTrigger implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamTrigger.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    private final Thread thread;

    private StreamTrigger(Thread thread) {
        this.thread = thread;
    }

    public static StreamTrigger start(String name, StreamDelivery delivery) {
        return new StreamTrigger(Thread.ofVirtual().name(name).start(() -> run(delivery)));
    }

    /** A batch that is with the function is not waited for: it is delivered again next time. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(SHUTDOWN_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(StreamDelivery delivery) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(step(delivery));
            }
        } catch (InterruptedException closed) {
            // The end that was asked for.
        }
    }

    private static Duration step(StreamDelivery delivery) throws InterruptedException {
        try {
            return delivery.step(WAIT);
        } catch (RuntimeException e) {
            // Nothing above this thread can answer for a bug; a stream that stops in silence would be worse.
            log.atError().setCause(e).log("the stream could not be read");
            return WAIT;
        }
    }
}
