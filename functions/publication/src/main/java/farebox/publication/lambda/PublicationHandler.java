package farebox.publication.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.publication.PublishUpload;
import farebox.publication.PublishUpload.Result;
import farebox.queue.RedrivePolicy;
import farebox.queue.SqsBatch;
import farebox.queue.sqs.SqsDeadLetters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the models of uploaded manifests, from EventBridge's events of S3 in a queue. A message that fails is
 * delivered again by itself, and goes to the dead-letter queue in the end.
 */
public final class PublicationHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger log = LoggerFactory.getLogger(PublicationHandler.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final PublishUpload publishUpload;
    private final SqsBatch messages;

    /** Called by Lambda. */
    public PublicationHandler() {
        this(PublicationWiring.of(System.getenv()), SqsDeadLetters.connect(System.getenv()));
    }

    PublicationHandler(PublishUpload publishUpload, RedrivePolicy redrive) {
        this.publishUpload = publishUpload;
        this.messages = new SqsBatch(log, "upload_event_failed", redrive);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.handle(event, this::handle);
    }

    private void handle(SQSEvent.SQSMessage message) throws JsonProcessingException {
        JsonNode detail = JSON.readTree(message.getBody()).path("detail");
        log(publishUpload.run(
                detail.path("bucket").path("name").asText(),
                detail.path("object").path("key").asText()));
    }

    private static void log(Result result) {
        switch (result) {
            case Result.Published published ->
                log.atInfo()
                        .addKeyValue("model", published.model())
                        .addKeyValue("version", published.version())
                        .addKeyValue("champion", published.champion())
                        .log("model_published");
            case Result.Refused refused ->
                log.atWarn()
                        .addKeyValue("model", refused.model())
                        .addKeyValue("rule", refused.refusal().rule())
                        .log("model_refused");
            case Result.Known known ->
                log.atInfo().addKeyValue("model", known.model()).log("upload_known");
            case Result.Ignored ignored ->
                log.atWarn().addKeyValue("reason", ignored.reason()).log("upload_ignored");
        }
    }
}
