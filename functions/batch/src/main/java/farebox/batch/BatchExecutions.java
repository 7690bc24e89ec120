package farebox.batch;

import farebox.kernel.Unavailable;

/** Runs the state machine. */
@FunctionalInterface
public interface BatchExecutions {
    /**
     * Does nothing if it was started before.
     *
     * @throws Unavailable if it is not known whether it was started
     */
    void start(Batch batch);
}
