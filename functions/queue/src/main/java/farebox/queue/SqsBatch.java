package farebox.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;

/**
 * Handles the messages of a batch one by one. Those that fail are logged and named in the response, by which SQS
 * delivers them again and no others; at the last delivery they become dead letters.
 *
 * @param log of the handler
 * @param failed the event that is logged of a message that fails
 */
public record SqsBatch(Logger log, String failed, RedrivePolicy redrive) {
    private static final String RECEIVES = "ApproximateReceiveCount";

    /** Handles one message. */
    @FunctionalInterface
    public interface Handler {
        /** What it throws fails the message. */
        void handle(SQSMessage message) throws JsonProcessingException;
    }

    public SQSBatchResponse handle(SQSEvent event, Handler handler) {
        List<BatchItemFailure> failures = event.getRecords().stream()
                .filter(message -> !isDone(message, handler))
                .map(message -> new BatchItemFailure(message.getMessageId()))
                .toList();
        return new SQSBatchResponse(failures);
    }

    private boolean isDone(SQSMessage message, Handler handler) {
        try {
            handler.handle(message);
            return true;
        } catch (JsonProcessingException | RuntimeException e) {
            log(message, e);
            return receives(message) >= redrive.maxReceives() && isSent(message, e);
        }
    }

    /** If the dead letter cannot be sent, the message stays, and SQS moves it. */
    private boolean isSent(SQSMessage message, Exception error) {
        try {
            redrive.deadLetters()
                    .send(new DeadLetter(
                            message.getMessageId(),
                            message.getBody(),
                            receives(message),
                            error.getClass().getSimpleName(),
                            Objects.requireNonNullElse(error.getMessage(), "")));
            return true;
        } catch (RuntimeException e) {
            log(message, e);
            return false;
        }
    }

    private static int receives(SQSMessage message) {
        Map<String, String> attributes = Objects.requireNonNullElse(message.getAttributes(), Map.of());
        return Integer.parseInt(attributes.getOrDefault(RECEIVES, "1"));
    }

    private void log(SQSMessage message, Exception error) {
        log.atError()
                .addKeyValue("message", message.getMessageId())
                .setCause(error)
                .log(failed);
    }
}
