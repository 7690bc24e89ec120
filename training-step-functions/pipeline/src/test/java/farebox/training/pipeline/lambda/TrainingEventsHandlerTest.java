package farebox.training.pipeline.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.http.FakeContext;
import farebox.kernel.MovableClock;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import farebox.queue.DeadLetter;
import farebox.queue.RedrivePolicy;
import farebox.training.pipeline.EndExecution;
import farebox.training.pipeline.InMemoryRunStore;
import farebox.training.pipeline.InMemoryTrainingObjects;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RecordedExecutions;
import farebox.training.pipeline.RunError;
import farebox.training.pipeline.RunId;
import farebox.training.pipeline.RunStatus;
import farebox.training.pipeline.Runs;
import farebox.training.pipeline.SampleRuns;
import farebox.training.pipeline.StartFromUpload;
import farebox.training.pipeline.StartRun;
import farebox.training.pipeline.drift.RetrainOnDrift;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainingEventsHandlerTest {
    private static final String FOLDER = "training/acme/iris/";

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryTrainingObjects objects = new InMemoryTrainingObjects("uploads");
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final Runs runs = new Runs(store, clock);
    private final RecordedExecutions executions = new RecordedExecutions();
    private final StartFromUpload startFromUpload =
            new StartFromUpload(objects, new StartRun(runs, store, executions), _ -> true);
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final TrainingEventsHandler handler = new TrainingEventsHandler(
            new TrainingWiring.Events(
                    startFromUpload,
                    new RetrainOnDrift(objects, startFromUpload, store, clock),
                    new EndExecution(
                            runs, executions, new ModelRegistry(new InMemoryObjectStore(), TestSignatures.ONE))),
            new RedrivePolicy(5, deadLetters::add));

    @Test
    void anUploadAndADriftAfterNewData_startTwoRuns() {
        objects.put(FOLDER + "iris.csv", "a,species\n1,x\n");
        objects.put(
                FOLDER + "training.json",
                "{\"data\": \"iris.csv\", \"target\": \"species\", \"monitoring\": {\"retrain\": true}}");
        handled("""
                {"detail-type": "Object Created",
                 "detail": {"bucket": {"name": "uploads"}, "object": {"key": "training/acme/iris/training.json"}}}""");
        objects.put(FOLDER + "iris.csv", "a,species\n2,x\n");
        clock.advance(Duration.ofDays(2));

        handled("""
                {"detail-type": "Model Drift Detected", "source": "farebox.monitoring",
                 "detail": {"owner": "acme", "model": "iris", "version": "v1", "rows": 1000, "columns": []}}""");

        assertThat(executions.started()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void sampleOfAnEvent_startsARun() throws IOException {
        objects.put(FOLDER + "iris.csv", "a,species\n1,x\n");
        objects.put(FOLDER + "training.json", "{\"data\": \"iris.csv\", \"target\": \"species\"}");

        handled(new JsonMapper()
                .readTree(Path.of("..", "..", "events", "trainingevents-upload.json")
                        .toFile())
                .at("/Records/0/body")
                .asText()
                .replace("farebox-uploadsbucket", "uploads"));

        assertThat(executions.started()).hasSize(1);
    }

    @Test
    void theEndOfAnExecutionThatRecordedNothing_failsTheRunAndStopsItsJobs() {
        PipelineRun run = SampleRuns.of("lost");
        store.claim(run, List.of());

        handled(ended(run.id(), "States.Runtime"));

        PipelineRun failed = runs.get(SampleRuns.TENANT, run.id());
        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.result().error().orElseThrow().code()).isEqualTo(RunError.INTERNAL);
        assertThat(executions.stopped()).containsExactly(run.id());
    }

    @Test
    void theEndOfARunThatHasEnded_changesNothing() {
        PipelineRun run = SampleRuns.of("done");
        store.claim(run, List.of());
        PipelineRun cancelled = runs.update(run, current -> current.ended(RunStatus.CANCELLED, SampleRuns.NOW));

        handled(ended(run.id(), "Cancelled"));

        assertThat(runs.get(SampleRuns.TENANT, run.id())).isEqualTo(cancelled);
        assertThat(executions.stopped()).isEmpty();
    }

    @Test
    void messageThatFailsForTheFifthTime_isADeadLetterThatSaysWhy() {
        handled("no JSON", 5);

        assertThat(deadLetters).singleElement().satisfies(letter -> {
            assertThat(letter.messageId()).isEqualTo("m-1");
            assertThat(letter.reason()).contains("no");
        });
    }

    private static String ended(RunId run, String error) {
        return """
                {"detail-type": "Step Functions Execution Status Change", "source": "aws.states",
                 "detail": {"status": "FAILED", "input": "{\\"tenant\\":\\"acme\\",\\"run\\":\\"%s\\"}", "error": "%s"}}""".formatted(run, error);
    }

    private void handled(String body) {
        handled(body, 1);
    }

    private void handled(String body, int receives) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("m-1");
        message.setBody(body);
        message.setAttributes(Map.of("ApproximateReceiveCount", Integer.toString(receives)));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        SQSBatchResponse response = handler.handleRequest(event, new FakeContext("1a2b3c", 15_000));
        assertThat(response.getBatchItemFailures()).isEmpty();
    }
}
