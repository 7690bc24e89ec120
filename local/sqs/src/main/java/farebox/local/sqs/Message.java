package farebox.local.sqs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message in a queue.
 *
 * @param sequence orders the queue's messages by when they were sent
 * @param visible from when on it can be received
 * @param receipt the handle of the last receive; empty if there was none
 * @param receives how often it has been received
 * @param source the ARN of the queue that it was moved from as a dead letter
 */
public record Message(
        String id,
        String body,
        Map<String, MessageAttribute> attributes,
        long sequence,
        Instant sent,
        Instant visible,
        Optional<String> receipt,
        int receives,
        Optional<Instant> firstReceived,
        Optional<String> source) {
    public Message {
        attributes = Map.copyOf(attributes);
    }

    Message received(String handle, Instant now, Instant visibleAgain) {
        return new Message(
                id,
                body,
                attributes,
                sequence,
                sent,
                visibleAgain,
                Optional.of(handle),
                receives + 1,
                firstReceived.or(() -> Optional.of(now)),
                source);
    }

    Message visibleFrom(Instant instant) {
        return new Message(id, body, attributes, sequence, sent, instant, receipt, receives, firstReceived, source);
    }

    /** As it arrives in another queue; the time at which it was sent stays. */
    Message moved(long place, Instant now, Optional<String> from) {
        return new Message(id, body, attributes, place, sent, now, Optional.empty(), 0, Optional.empty(), from);
    }
}
