package farebox.local.lambda;

import java.time.Duration;
import java.util.Optional;

/** An invocation whose answer is read while the function still writes it, by one reader. */
public final class StreamedInvocation {
    private final Invocation invocation;
    private final Runnable giveUp;
    private final Duration limit;
    private int read;

    /** @param limit how long the caller waits for each piece */
    StreamedInvocation(Invocation invocation, Runnable giveUp, Duration limit) {
        this.invocation = invocation;
        this.giveUp = giveUp;
        this.limit = limit;
    }

    /**
     * Waits for the next piece of the answer.
     *
     * @return nothing once the invocation has an {@link #outcome()}
     */
    public Optional<byte[]> next() throws InterruptedException {
        Optional<byte[]> piece = invocation.payload().piece(read, limit);
        if (piece.isPresent()) {
            read++;
        }
        return piece;
    }

    /** How it ended, or that it did not end in time. Known when there is no next piece. */
    public InvokeOutcome outcome() {
        if (!invocation.hasEnded()) {
            giveUp.run();
        }
        return invocation
                .outcome()
                .getNow(invocation.wasTaken() ? new InvokeOutcome.StillRunning(limit) : new InvokeOutcome.Throttled());
    }
}
