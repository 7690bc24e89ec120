package farebox.queue;

import farebox.kernel.Unavailable;

/** The queue of messages that could not be handled. */
@FunctionalInterface
public interface DeadLetters {
    /** @throws Unavailable if the queue does not take it */
    void send(DeadLetter letter);
}
