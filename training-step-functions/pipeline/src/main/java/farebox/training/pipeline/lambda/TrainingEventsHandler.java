package farebox.training.pipeline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.training.pipeline.StartFromUpload;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs of uploaded manifests, from EventBridge's events of S3 in a queue and from a schedule. A message that fails is delivered
 * again by itself, and goes to the dead-letter queue in the end.
 */
public final class TrainingEventsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger log = LoggerFactory.getLogger(TrainingEventsHandler.class);
    private static final JsonMapper JSON = new JsonMapper();
    /** As TrainingSchedule sends it. */
    private static final String SCHEDULED = "Scheduled Training";

    private final StartFromUpload startFromUpload;

    /** Called by Lambda. */
    public TrainingEventsHandler() {
        this(TrainingWiring.of(System.getenv()).startFromUpload(System.getenv()));
    }

    TrainingEventsHandler(StartFromUpload startFromUpload) {
        this.startFromUpload = startFromUpload;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            if (!handled(message)) {
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private boolean handled(SQSEvent.SQSMessage message) {
        try {
            handle(JSON.readTree(message.getBody()));
            return true;
        } catch (JsonProcessingException | RuntimeException e) {
            log.atError()
                    .addKeyValue("message", message.getMessageId())
                    .setCause(e)
                    .log("upload_event_failed");
            return false;
        }
    }

    private void handle(JsonNode event) {
        if (event.path("detail-type").asText().equals(SCHEDULED)) {
            startFromUpload.runAll().forEach(TrainingEventsHandler::log);
            return;
        }
        JsonNode detail = event.path("detail");
        log(startFromUpload.run(
                detail.path("bucket").path("name").asText(),
                detail.path("object").path("key").asText()));
    }

    private static void log(StartFromUpload.Result result) {
        switch (result) {
            case StartFromUpload.Result.Listed listed ->
                log.atInfo()
                        .addKeyValue("run", listed.run().id())
                        .addKeyValue("tenant", listed.run().model().owner())
                        .addKeyValue("status", listed.run().status())
                        .log("training_run_listed");
            case StartFromUpload.Result.Ignored ignored ->
                log.atWarn().addKeyValue("reason", ignored.reason()).log("upload_ignored");
        }
    }
}
