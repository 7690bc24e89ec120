package farebox.http.sqs;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.slf4j.Logger;

/**
 * Handles the messages of a batch one by one. Those that fail are logged and named in the response, by which SQS
 * delivers them again and no others.
 *
 * @param log of the handler
 * @param failed the event that is logged of a message that fails
 */
public record SqsBatch(Logger log, String failed) {

    /** Handles one message. */
    @FunctionalInterface
    public interface Handler {
        /** What it throws fails the message. */
        void handle(SQSMessage message) throws JsonProcessingException;
    }

    public SQSBatchResponse handle(SQSEvent event, Handler handler) {
        List<BatchItemFailure> failures = event.getRecords().stream()
                .filter(message -> !succeeds(message, handler))
                .map(message -> new BatchItemFailure(message.getMessageId()))
                .toList();
        return new SQSBatchResponse(failures);
    }

    private boolean succeeds(SQSMessage message, Handler handler) {
        try {
            handler.handle(message);
            return true;
        } catch (JsonProcessingException | RuntimeException e) {
            log.atError()
                    .addKeyValue("message", message.getMessageId())
                    .setCause(e)
                    .log(failed);
            return false;
        }
    }
}
