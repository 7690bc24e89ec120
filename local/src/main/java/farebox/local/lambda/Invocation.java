package farebox.local.lambda;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** An event on its way through a function; the first outcome is the one that counts. */
record Invocation(String requestId, String trace, byte[] event, CompletableFuture<InvokeOutcome> outcome) {
    Invocation(String requestId, String trace, byte[] event) {
        this(requestId, trace, event, new CompletableFuture<>());
    }

    /** @return false if it had ended already */
    boolean end(InvokeOutcome with) {
        return outcome.complete(with);
    }

    /** The timer is of no use once the invocation has ended. */
    void endsBefore(Future<?> timer) {
        CompletableFuture<InvokeOutcome> _ = outcome.whenComplete((ended, never) -> timer.cancel(false));
    }

    boolean hasEnded() {
        return outcome.isDone();
    }
}
