package farebox.batch.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.batch.Batch;
import farebox.batch.Sequencer;
import farebox.batch.StartUploadedBatch;
import farebox.http.Json;
import farebox.queue.RedrivePolicy;
import farebox.queue.SqsBatch;
import farebox.queue.sqs.SqsDeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts batches of uploads, which S3 tells of through EventBridge and a queue. A message that fails is repeated by
 * itself, and goes to the queue of dead letters in the end.
 */
public final class BatchUploadsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger log = LoggerFactory.getLogger(BatchUploadsHandler.class);

    private final StartUploadedBatch startUploadedBatch;
    private final SqsBatch messages;
    private final Json json = new Json();

    /** Called by Lambda. */
    public BatchUploadsHandler() {
        this(BatchesWiring.uploads(System.getenv()), SqsDeadLetters.connect(System.getenv()));
    }

    BatchUploadsHandler(StartUploadedBatch startUploadedBatch, RedrivePolicy redrive) {
        this.startUploadedBatch = startUploadedBatch;
        this.messages = new SqsBatch(log, "upload_event_failed", redrive);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.handle(event, this::handle);
    }

    private void handle(SQSEvent.SQSMessage message) {
        StartUploadedBatch.Uploaded uploaded = uploaded(message.getBody());
        switch (startUploadedBatch.run(uploaded)) {
            case StartUploadedBatch.Outcome.Started(Batch batch) ->
                log.atInfo()
                        .addKeyValue("message", message.getMessageId())
                        .addKeyValue("batch", batch.id())
                        .log("batch_started");
            case StartUploadedBatch.Outcome.Refused(String reason) ->
                log.atWarn()
                        .addKeyValue("message", message.getMessageId())
                        .addKeyValue("key", uploaded.key())
                        .addKeyValue("reason", reason)
                        .log("batch_refused");
            case StartUploadedBatch.Outcome.Ignored() ->
                log.atWarn()
                        .addKeyValue("message", message.getMessageId())
                        .addKeyValue("key", uploaded.key())
                        .log("upload_ignored");
        }
    }

    private StartUploadedBatch.Uploaded uploaded(String body) {
        JsonNode detail = json.object(body.getBytes(StandardCharsets.UTF_8)).path("detail");
        JsonNode object = detail.path("object");
        return new StartUploadedBatch.Uploaded(
                detail.at("/bucket/name").asText(),
                object.path("key").asText(),
                object.path("etag").asText(),
                Optional.of(object.path("version-id").asText()).filter(version -> !version.isEmpty()),
                new Sequencer(object.path("sequencer").asText()));
    }
}
