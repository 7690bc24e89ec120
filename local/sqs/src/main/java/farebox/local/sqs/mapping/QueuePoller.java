package farebox.local.sqs.mapping;

import farebox.local.sqs.Message;
import farebox.local.sqs.MessageQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a queue's messages to a function until it is closed. What fails becomes visible again after its timeout. */
public final class QueuePoller implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(QueuePoller.class);
    private static final int MAX_RECEIVED = 10;
    private static final Duration WAIT = Duration.ofSeconds(20);

    private final EventSourceMapping mapping;
    private final MessageQueue queue;
    private final QueueFunction function;
    private final InstantSource clock;
    private volatile boolean closed;

    public QueuePoller(EventSourceMapping mapping, MessageQueue queue, QueueFunction function, InstantSource clock) {
        this.mapping = mapping;
        this.queue = queue;
        this.function = function;
        this.clock = clock;
    }

    public void start() {
        for (int loop = 0; loop < mapping.concurrency(); loop++) {
            poll();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private void poll() {
        if (closed) {
            return;
        }
        var _ = queue.receive(Math.min(mapping.batchSize(), MAX_RECEIVED), Optional.empty(), Optional.of(WAIT))
                .thenCompose(
                        first -> fill(new ArrayList<>(first), clock.instant().plus(mapping.window())))
                .thenCompose(this::process)
                .whenComplete((done, bug) -> {
                    if (bug != null) {
                        log.atError()
                                .setCause(bug)
                                .addKeyValue("queue", queue.arn())
                                .log("queue_poll_failed");
                    }
                    poll();
                });
    }

    private CompletionStage<List<Message>> fill(List<Message> batch, Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        if (batch.isEmpty() || batch.size() >= mapping.batchSize() || !left.isPositive()) {
            return CompletableFuture.completedStage(batch);
        }
        int missing = Math.min(mapping.batchSize() - batch.size(), MAX_RECEIVED);
        return queue.receive(missing, Optional.empty(), Optional.of(left)).thenCompose(more -> {
            batch.addAll(more);
            return fill(batch, end);
        });
    }

    private CompletionStage<Void> process(List<Message> batch) {
        if (batch.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        return function.invoke(QueueEvents.of(queue.arn(), batch)).thenAccept(result -> finish(batch, result));
    }

    private void finish(List<Message> batch, QueueFunction.Result result) {
        switch (result) {
            case QueueFunction.Result.Returned returned -> {
                List<Message> succeeded =
                        mapping.reportsItemFailures() ? BatchResponse.succeeded(batch, returned.payload()) : batch;
                succeeded.forEach(message -> queue.delete(message.receipt().orElseThrow()));
            }
            case QueueFunction.Result.Failed failed ->
                log.atWarn()
                        .addKeyValue("queue", queue.arn())
                        .addKeyValue("messages", batch.size())
                        .addKeyValue("error", failed.message())
                        .log("queue_batch_failed");
        }
    }
}
