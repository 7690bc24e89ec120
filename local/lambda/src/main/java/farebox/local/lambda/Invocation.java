package farebox.local.lambda;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** An event on its way through a function; the first outcome is the one that counts. */
final class Invocation {
    private final String requestId;
    private final String trace;
    private final byte[] event;
    private final CompletableFuture<InvokeOutcome> outcome = new CompletableFuture<>();
    private final StreamedPayload payload = new StreamedPayload();
    private volatile boolean taken;

    Invocation(String requestId, String trace, byte[] event) {
        this.requestId = requestId;
        this.trace = trace;
        this.event = event;
    }

    String requestId() {
        return requestId;
    }

    String trace() {
        return trace;
    }

    byte[] event() {
        return event;
    }

    CompletableFuture<InvokeOutcome> outcome() {
        return outcome;
    }

    /** What a function that streams has answered so far; the whole answer of one that does not. */
    StreamedPayload payload() {
        return payload;
    }

    /** A child has it from now on. */
    void take() {
        taken = true;
    }

    /** Whether a child has it or had it. */
    boolean wasTaken() {
        return taken;
    }

    /** @return false if it had ended already */
    boolean end(InvokeOutcome with) {
        if (with instanceof InvokeOutcome.Answered(byte[] whole) && payload.length() == 0) {
            payload.append(whole);
        }
        boolean first = outcome.complete(with);
        payload.end();
        return first;
    }

    /** The timer is of no use once the invocation has ended. */
    void endsBefore(Future<?> timer) {
        CompletableFuture<InvokeOutcome> _ = outcome.whenComplete((ended, never) -> timer.cancel(false));
    }

    boolean hasEnded() {
        return outcome.isDone();
    }
}
