package farebox.local.host;

import java.time.Instant;

/** Port: runs work at an instant. Timers do not survive a restart; the service sets them again. */
@FunctionalInterface
public interface Timers {
    /** Runs the work at {@code due}, or at once if that has passed; never on the calling thread's stack. */
    void at(Instant due, Runnable work);
}
