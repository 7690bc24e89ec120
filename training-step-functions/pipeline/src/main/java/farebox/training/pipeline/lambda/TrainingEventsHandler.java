package farebox.training.pipeline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import farebox.queue.RedrivePolicy;
import farebox.queue.SqsBatch;
import farebox.queue.sqs.SqsDeadLetters;
import farebox.training.pipeline.EndExecution;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunError;
import farebox.training.pipeline.RunId;
import farebox.training.pipeline.RunStatus;
import farebox.training.pipeline.StartFromUpload;
import farebox.training.pipeline.drift.RetrainOnDrift;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Starts the runs of uploaded manifests, by a schedule those of data that have changed, and those of models that have
 * drifted, and records the end of executions that failed to do so, from events in a queue. A message that fails is
 * delivered again by itself, and goes to the dead-letter queue in the end.
 */
public final class TrainingEventsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger log = LoggerFactory.getLogger(TrainingEventsHandler.class);
    private static final JsonMapper JSON = new JsonMapper();
    /** As TrainingSchedule sends it. */
    private static final String SCHEDULED = "Scheduled Training";

    private static final String EXECUTION_ENDED = "Step Functions Execution Status Change";
    private static final String DRIFT = "Model Drift Detected";

    private final StartFromUpload startFromUpload;
    private final RetrainOnDrift retrainOnDrift;
    private final EndExecution endExecution;
    private final SqsBatch messages;

    /** Called by Lambda. */
    public TrainingEventsHandler() {
        this(TrainingWiring.of(System.getenv()).events(System.getenv()), SqsDeadLetters.connect(System.getenv()));
    }

    TrainingEventsHandler(TrainingWiring.Events events, RedrivePolicy redrive) {
        this.startFromUpload = events.startFromUpload();
        this.retrainOnDrift = events.retrainOnDrift();
        this.endExecution = events.endExecution();
        this.messages = new SqsBatch(log, "training_event_failed", redrive);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.handle(event, this::handle);
    }

    private void handle(SQSEvent.SQSMessage message) throws JsonProcessingException {
        JsonNode event = JSON.readTree(message.getBody());
        JsonNode detail = event.path("detail");
        switch (event.path("detail-type").asText()) {
            case DRIFT -> retrain(detail);
            case EXECUTION_ENDED -> end(detail);
            case SCHEDULED -> startFromUpload.runAll().forEach(TrainingEventsHandler::log);
            default -> start(detail);
        }
    }

    private void start(JsonNode detail) {
        log(startFromUpload.run(
                detail.path("bucket").path("name").asText(),
                detail.path("object").path("key").asText()));
    }

    private void end(JsonNode detail) throws JsonProcessingException {
        JsonNode input = JSON.readTree(detail.path("input").asText());
        PipelineRun run = endExecution.run(
                new TenantId(input.path("tenant").asText()),
                new RunId(input.path("run").asText()),
                detail.path("error").asText(),
                detail.path("cause").asText());
        log.atInfo()
                .addKeyValue("run", run.id())
                .addKeyValue("status", run.status())
                .log("training_execution_ended");
    }

    private void retrain(JsonNode detail) {
        ModelRef model = new ModelRef(
                new TenantId(detail.path("owner").asText()),
                new ModelName(detail.path("model").asText()));
        switch (retrainOnDrift.run(model)) {
            case RetrainOnDrift.Result.Started(PipelineRun run) ->
                log.atInfo()
                        .addKeyValue("model", model)
                        .addKeyValue("run", run.id())
                        .log("drifted_model_retrained");
            case RetrainOnDrift.Result.Skipped(String reason) ->
                log.atInfo()
                        .addKeyValue("model", model)
                        .addKeyValue("reason", reason)
                        .log("drifted_model_not_retrained");
        }
    }

    private static void log(PipelineRun run) {
        log.atLevel(run.status() == RunStatus.FAILED ? Level.WARN : Level.INFO)
                .addKeyValue("run", run.id())
                .addKeyValue("tenant", run.model().owner())
                .addKeyValue("status", run.status())
                .addKeyValue(
                        "error", run.result().error().map(RunError::message).orElse(""))
                .log("training_run_listed");
    }

    private static void log(StartFromUpload.Result result) {
        switch (result) {
            case StartFromUpload.Result.Listed listed -> log(listed.run());
            case StartFromUpload.Result.Ignored ignored ->
                log.atWarn().addKeyValue("reason", ignored.reason()).log("upload_ignored");
        }
    }
}
