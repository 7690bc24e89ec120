package farebox.local.deploy;

import java.time.Duration;

/** Waiting between two questions to a service; a test does not wait. */
@FunctionalInterface
interface Pause {
    void pause(Duration length) throws InterruptedException;
}
