package farebox.local.apigateway;

import java.time.Duration;
import java.util.Optional;

/** The functions behind the gateway. */
public interface Functions {
    /**
     * Calls a function and waits for its answer.
     *
     * @param event one JSON document
     * @param limit how long to wait; the function may go on longer, its answer is then lost
     */
    Outcome invoke(String function, byte[] event, Duration limit) throws InterruptedException;

    /**
     * Calls a function and gives its answer on as it comes; a function that answers at once has one piece.
     *
     * @param limit how long to wait for each piece
     */
    StreamedAnswer stream(String function, byte[] event, Duration limit) throws InterruptedException;

    /** An answer while it is written. */
    interface StreamedAnswer {
        /** Waits for the next piece; there is none once the call has an {@link #outcome()}. */
        Optional<byte[]> next() throws InterruptedException;

        /** How the call ended. */
        Outcome outcome();
    }

    /** How a call ended. */
    sealed interface Outcome {
        /** @param payload what the handler returned, as JSON */
        record Answered(byte[] payload) implements Outcome {}

        /**
         * The handler threw, or the process ended or ran past the function's own timeout.
         *
         * @param message what it threw with; empty if it did not say
         */
        record Failed(String message) implements Outcome {}

        /** There was no answer within the limit. */
        record TimedOut() implements Outcome {}

        /** As many calls as are allowed run already. */
        record Throttled() implements Outcome {}

        /** The event is larger than Lambda takes. */
        record TooLarge() implements Outcome {}
    }
}
