package farebox.local.sqs;

import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;

/** SQS on a clock that tests move. */
public final class Queues {
    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T12:00:00Z"));
    private final InMemoryDocuments documents = new InMemoryDocuments();
    private final Delivery delivery;
    private Sqs sqs;

    public Queues(Delivery delivery) {
        this.delivery = delivery;
        this.sqs = build();
    }

    public Sqs sqs() {
        return sqs;
    }

    public ManualTimers timers() {
        return timers;
    }

    public void restart() {
        timers.clear();
        sqs = build();
    }

    public MessageQueue create(String name, Map<String, String> attributes) {
        return sqs.create(name, attributes);
    }

    public void send(MessageQueue queue, String... bodies) {
        for (String body : bodies) {
            queue.send(body, Map.of(), Optional.empty());
        }
    }

    /** What a receive without waiting gets. */
    public List<Message> receive(MessageQueue queue) {
        return now(queue.receive(10, Optional.empty(), Optional.of(Duration.ZERO)));
    }

    public List<String> bodies(MessageQueue queue) {
        return receive(queue).stream().map(Message::body).toList();
    }

    public static <T> T now(CompletionStage<T> stage) {
        return Optional.ofNullable(stage.toCompletableFuture().getNow(null))
                .orElseThrow(() -> new AssertionError("not completed yet"));
    }

    private Sqs build() {
        return new Sqs("us-east-1", "000000000000", new Sqs.Host(timers, timers, documents, new Random(1), delivery));
    }
}
