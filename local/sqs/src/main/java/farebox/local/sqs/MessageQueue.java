package farebox.local.sqs;

import farebox.local.host.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One queue. */
public final class MessageQueue {
    private static final int MAX_RECEIVED = 10;
    private static final Duration MAX_VISIBILITY = Duration.ofHours(12);

    private final String name;
    private final String arn;
    private final Sqs.Parts parts;
    private final TreeMap<String, Message> messages = new TreeMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private QueueSettings settings;
    private long sequence;

    MessageQueue(String name, String arn, QueueSettings settings, Sqs.Parts parts) {
        this.name = name;
        this.arn = arn;
        this.settings = settings;
        this.parts = parts;
        parts.store().messages(name).forEach(message -> messages.put(message.id(), message));
        this.sequence =
                messages.values().stream().mapToLong(Message::sequence).max().orElse(0);
    }

    private record Waiter(int max, Duration visibility, CompletableFuture<List<Message>> received) {}

    public String name() {
        return name;
    }

    public String arn() {
        return arn;
    }

    public synchronized QueueSettings settings() {
        return settings;
    }

    synchronized void change(QueueSettings changed) {
        settings = changed;
    }

    /**
     * @param delay before it can be received; empty for the queue's own
     * @throws ServiceException {@code InvalidParameterValue} if the body is empty or too large
     */
    public Message send(String body, Map<String, MessageAttribute> attributes, Optional<Duration> delay) {
        checkBody(body);
        Message message;
        synchronized (this) {
            Instant now = parts.clock().instant();
            Instant visible = now.plus(delay.orElse(settings.delay()));
            String id = parts.newId();
            message = new Message(
                    id,
                    body,
                    attributes,
                    ++sequence,
                    now,
                    visible,
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty());
            put(message);
        }
        serveFrom(message.visible());
        return message;
    }

    /**
     * @param max messages, from 1 to 10
     * @param visibility how long they are then hidden; empty for the queue's own
     * @param wait how long to wait for a first message; empty for the queue's own
     */
    public CompletionStage<List<Message>> receive(int max, Optional<Duration> visibility, Optional<Duration> wait) {
        if (max < 1 || max > MAX_RECEIVED) {
            throw new ServiceException(
                    "InvalidParameterValue", "MaxNumberOfMessages must be from 1 to 10, not " + max + ".");
        }
        CompletableFuture<List<Message>> received = new CompletableFuture<>();
        Instant deadline;
        synchronized (this) {
            Waiter waiter = new Waiter(max, visibility.orElse(settings.visibilityTimeout()), received);
            waiters.add(waiter);
            deadline = parts.clock().instant().plus(wait.orElse(settings.receiveWait()));
        }
        serve();
        if (deadline.isAfter(parts.clock().instant())) {
            parts.timers().at(deadline, () -> giveUp(received));
        } else {
            giveUp(received);
        }
        return received;
    }

    /** Deletes the message that was received with the handle; does nothing if it has been received again since. */
    public synchronized void delete(String receipt) {
        find(receipt).ifPresent(message -> {
            messages.remove(message.id());
            parts.store().remove(name, List.of(message));
        });
    }

    /** @throws ServiceException {@code MessageNotInflight}, {@code InvalidParameterValue} */
    public void changeVisibility(String receipt, Duration visibility) {
        if (visibility.isNegative() || visibility.compareTo(MAX_VISIBILITY) > 0) {
            throw new ServiceException("InvalidParameterValue", "VisibilityTimeout must be from 0 to 43200.");
        }
        Instant visible;
        synchronized (this) {
            Instant now = parts.clock().instant();
            Message message = find(receipt)
                    .filter(received -> received.visible().isAfter(now))
                    .orElseThrow(() -> new ServiceException(
                            "MessageNotInflight", "The message is not in flight: it has been deleted or is visible."));
            visible = now.plus(visibility);
            put(message.visibleFrom(visible));
        }
        serveFrom(visible);
    }

    public synchronized void purge() {
        parts.store().remove(name, messages.values());
        messages.clear();
    }

    /** How many messages are visible, received and delayed. */
    public synchronized Counts counts() {
        removeExpired();
        Instant now = parts.clock().instant();
        int visible = (int) messages.values().stream()
                .filter(message -> !message.visible().isAfter(now))
                .count();
        int delayed = (int) messages.values().stream()
                .filter(message ->
                        message.visible().isAfter(now) && message.receipt().isEmpty())
                .count();
        return new Counts(visible, messages.size() - visible - delayed, delayed);
    }

    public record Counts(int visible, int inFlight, int delayed) {}

    /** In the order in which they were sent; for moving them, and for looking at dead letters. */
    public synchronized List<Message> messages() {
        return messages.values().stream()
                .sorted(Comparator.comparingLong(Message::sequence))
                .toList();
    }

    synchronized void forget(Message message) {
        messages.remove(message.id());
    }

    /** Takes a message from another queue. */
    void accept(MessageQueue from, Message message, Optional<String> source) {
        synchronized (this) {
            Message moved = message.moved(++sequence, parts.clock().instant(), source);
            parts.store().move(from.name(), name, moved);
            messages.put(moved.id(), moved);
        }
        from.forget(message);
        serve();
    }

    private void serveFrom(Instant visible) {
        if (visible.isAfter(parts.clock().instant())) {
            parts.timers().at(visible, this::serve);
        } else {
            serve();
        }
    }

    /** Gives those who wait what is visible, outside the lock. */
    private void serve() {
        Served served;
        do {
            served = next();
            served.dead().forEach(message -> parts.deadLetter(this, message));
            served.hand();
        } while (!served.messages().isEmpty());
    }

    private record Served(Optional<Waiter> waiter, List<Message> messages, List<Message> dead) {
        void hand() {
            waiter.ifPresent(waiting -> waiting.received().complete(messages));
        }
    }

    private synchronized Served next() {
        List<Message> dead = new ArrayList<>();
        if (waiters.isEmpty()) {
            return new Served(Optional.empty(), List.of(), dead);
        }
        removeExpired();
        Waiter waiter = waiters.getFirst();
        List<Message> taken = new ArrayList<>();
        for (Message message : parts.delivery().order(visible())) {
            if (tooOften(message)) {
                dead.add(message);
            } else if (taken.size() < waiter.max()) {
                taken.add(take(message, waiter.visibility()));
            }
        }
        if (taken.isEmpty()) {
            return new Served(Optional.empty(), taken, dead);
        }
        waiters.removeFirst();
        return new Served(Optional.of(waiter), taken, dead);
    }

    private List<Message> visible() {
        Instant now = parts.clock().instant();
        return messages().stream()
                .filter(message -> !message.visible().isAfter(now))
                .toList();
    }

    private boolean tooOften(Message message) {
        return settings.redrive()
                .filter(redrive -> message.receives() >= redrive.maxReceives())
                .isPresent();
    }

    private Message take(Message message, Duration visibility) {
        Instant now = parts.clock().instant();
        Instant visibleAgain = parts.delivery().duplicates(message) ? now : now.plus(visibility);
        Message received = message.received(message.id() + "#" + parts.newId(), now, visibleAgain);
        put(received);
        if (visibleAgain.isAfter(now)) {
            parts.timers().at(visibleAgain, this::serve);
        }
        return received;
    }

    /** One that is being given messages at this moment no longer waits, and gets them. */
    private void giveUp(CompletableFuture<List<Message>> received) {
        boolean waited;
        synchronized (this) {
            waited = waiters.removeIf(waiter -> waiter.received() == received);
        }
        if (waited) {
            received.complete(List.of());
        }
    }

    private Optional<Message> find(String receipt) {
        int mark = receipt.indexOf('#');
        if (mark < 0) {
            throw new ServiceException(
                    "ReceiptHandleIsInvalid",
                    "The input receipt handle \"" + receipt + "\" is not a valid receipt handle.");
        }
        return Optional.ofNullable(messages.get(receipt.substring(0, mark)))
                .filter(message -> message.receipt().filter(receipt::equals).isPresent());
    }

    private void put(Message message) {
        messages.put(message.id(), message);
        parts.store().save(name, List.of(message));
    }

    private void removeExpired() {
        Instant oldest = parts.clock().instant().minus(settings.retention());
        List<Message> expired = messages.values().stream()
                .filter(message -> message.sent().isBefore(oldest))
                .toList();
        if (!expired.isEmpty()) {
            expired.forEach(message -> messages.remove(message.id()));
            parts.store().remove(name, expired);
        }
    }

    private void checkBody(String body) {
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > settings().maxMessageBytes()) {
            throw new ServiceException(
                    "InvalidParameterValue",
                    "One or more parameters are invalid. Reason: Message must have 1 to "
                            + settings().maxMessageBytes() + " bytes, not " + bytes + ".");
        }
    }
}
