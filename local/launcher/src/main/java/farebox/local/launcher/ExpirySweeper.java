package farebox.local.launcher;

import farebox.local.dynamodb.LocalDynamo;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets items expire, as DynamoDB does in the background. */
final class ExpirySweeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ExpirySweeper.class);

    private final ScheduledExecutorService timer;

    private ExpirySweeper(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    static ExpirySweeper start(LocalDynamo dynamo) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sweeping").factory());
        var _ = timer.scheduleWithFixedDelay(() -> sweep(dynamo), 1, 1, TimeUnit.MINUTES);
        return new ExpirySweeper(timer);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** A sweep that fails is tried again in a minute; without this it would be the last one. */
    private static void sweep(LocalDynamo dynamo) {
        try {
            dynamo.sweep();
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("expired items were not removed");
        }
    }
}
