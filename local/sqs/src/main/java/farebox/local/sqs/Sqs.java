package farebox.local.sqs;

import farebox.local.host.Documents;
import farebox.local.host.ServiceException;
import farebox.local.host.Timers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queues of an account and region. */
public final class Sqs {
    private static final Logger log = LoggerFactory.getLogger(Sqs.class);
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,80}");

    private final String arnPrefix;
    private final Parts parts;
    private final TreeMap<String, MessageQueue> queues = new TreeMap<>();

    /** What the queues take from their host. */
    public record Host(
            InstantSource clock, Timers timers, Documents documents, RandomGenerator random, Delivery delivery) {}

    /** @param accountId twelve digits */
    public Sqs(String region, String accountId, Host host) {
        this.arnPrefix = "arn:aws:sqs:" + region + ":" + accountId + ":";
        this.parts = new Parts(host, new MessageStore(host.documents()), this::deadLetter);
        parts.store().queues().forEach((name, attributes) -> add(name, QueueSettings.of(attributes)));
    }

    /** Shared by all queues. */
    record Parts(Host host, MessageStore store, BiConsumer<MessageQueue, Message> deadLetters) {
        InstantSource clock() {
            return host.clock();
        }

        Timers timers() {
            return host.timers();
        }

        Delivery delivery() {
            return host.delivery();
        }

        String newId() {
            return String.format(
                    "%016x%016x", host.random().nextLong(), host.random().nextLong());
        }

        void deadLetter(MessageQueue queue, Message message) {
            deadLetters.accept(queue, message);
        }
    }

    /**
     * Creates a queue; one with the same name and attributes is returned as it is.
     *
     * @throws ServiceException {@code InvalidParameterValue}, {@code InvalidAttributeName}, {@code QueueNameExists}
     */
    public synchronized MessageQueue create(String name, Map<String, String> attributes) {
        if (!NAME.matcher(name).matches()) {
            throw new ServiceException(
                    "InvalidParameterValue",
                    "A queue's name must have 1 to 80 letters, digits, hyphens or underscores (FIFO queues are not supported): "
                            + name);
        }
        QueueSettings settings = QueueSettings.of(attributes);
        MessageQueue existing = queues.get(name);
        if (existing == null) {
            parts.store().saveQueue(name, attributes);
            return add(name, settings);
        }
        if (existing.settings().described().equals(settings.described())) {
            return existing;
        }
        throw new ServiceException(
                "QueueNameExists", "A queue already exists with the same name and a different value for an attribute.");
    }

    public synchronized void change(String name, Map<String, String> attributes) {
        MessageQueue queue = get(name);
        QueueSettings changed = queue.settings().with(attributes);
        parts.store().saveQueue(name, changed.given());
        queue.change(changed);
    }

    public synchronized void delete(String name) {
        MessageQueue queue = get(name);
        parts.store().removeQueue(name, queue.messages());
        queues.remove(name);
    }

    /** @throws ServiceException {@code QueueDoesNotExist} */
    public synchronized MessageQueue get(String name) {
        MessageQueue queue = queues.get(name);
        if (queue == null) {
            throw new ServiceException("QueueDoesNotExist", "The specified queue does not exist: " + name);
        }
        return queue;
    }

    /** @throws ServiceException {@code ResourceNotFoundException} */
    public MessageQueue withArn(String arn) {
        return find(arn)
                .orElseThrow(() -> new ServiceException(
                        "ResourceNotFoundException", "The resource that you specified doesn't exist: " + arn));
    }

    public synchronized List<MessageQueue> list(String prefix) {
        return queues.values().stream()
                .filter(queue -> queue.name().startsWith(prefix))
                .toList();
    }

    /**
     * Moves all messages of a dead-letter queue to where they came from, or to the destination.
     *
     * @return how many
     */
    public int move(String sourceArn, Optional<String> destinationArn) {
        MessageQueue source = withArn(sourceArn);
        int moved = 0;
        for (Message message : source.messages()) {
            Optional<String> target = destinationArn.or(message::source);
            if (target.isPresent()) {
                withArn(target.get()).accept(source, message, Optional.empty());
                moved++;
            }
        }
        return moved;
    }

    /** The queues of which it has the dead letters. */
    public synchronized List<MessageQueue> sourcesOf(MessageQueue deadLetters) {
        return queues.values().stream()
                .filter(queue -> queue.settings()
                        .redrive()
                        .filter(redrive -> redrive.deadLetterArn().equals(deadLetters.arn()))
                        .isPresent())
                .toList();
    }

    private synchronized Optional<MessageQueue> find(String arn) {
        return arn.startsWith(arnPrefix)
                ? Optional.ofNullable(queues.get(arn.substring(arnPrefix.length())))
                : Optional.empty();
    }

    private MessageQueue add(String name, QueueSettings settings) {
        MessageQueue queue = new MessageQueue(name, arnPrefix + name, settings, parts);
        queues.put(name, queue);
        return queue;
    }

    private void deadLetter(MessageQueue queue, Message message) {
        String arn = queue.settings().redrive().orElseThrow().deadLetterArn();
        find(arn)
                .ifPresentOrElse(
                        target -> target.accept(queue, message, Optional.of(queue.arn())),
                        () -> log.atWarn()
                                .addKeyValue("queue", queue.arn())
                                .addKeyValue("deadLetterQueue", arn)
                                .log("dead_letter_queue_missing"));
    }
}
