package farebox.local.launcher;

import farebox.cli.operator.UserError;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts that were started, to be closed in the reverse order; one that does not close keeps no other from closing. */
final class CloseableStack implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CloseableStack.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private boolean closed;

    /** @throws UserError if everything is being closed already, as when Ctrl-C comes during a start */
    synchronized <T extends AutoCloseable> T add(T part) {
        if (closed) {
            close(part);
            throw new UserError("stopped before it was up");
        }
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.atWarn()
                    .addKeyValue("part", part.getClass().getSimpleName())
                    .setCause(e)
                    .log("did not close");
        }
    }
}
