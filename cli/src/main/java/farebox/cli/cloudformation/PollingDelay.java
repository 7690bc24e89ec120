package farebox.cli.cloudformation;

import java.time.Duration;

/** Waiting between two questions to a service; a test does not wait. */
@FunctionalInterface
public interface PollingDelay {
    void pause(Duration length) throws InterruptedException;
}
