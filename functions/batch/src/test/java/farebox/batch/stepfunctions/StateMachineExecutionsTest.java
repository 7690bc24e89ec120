package farebox.batch.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.batch.Batch;
import farebox.batch.BatchId;
import farebox.batch.BatchStatus;
import farebox.batch.RequestCounts;
import farebox.files.FileId;
import farebox.http.Json;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import farebox.local.awsjson.ServiceFixture;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.stepfunctions.StateMachines;
import farebox.local.stepfunctions.StepFunctions;
import farebox.local.stepfunctions.awsjson.StepFunctionsApi;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/** Over the SDK and the emulator's Step Functions. */
final class StateMachineExecutionsTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final String NOTHING = """
            {"QueryLanguage": "JSONata", "StartAt": "Nothing", "States": {"Nothing": {"Type": "Pass", "End": true}}}""";

    private final ManualTimers timers = new ManualTimers(NOON);
    private final StepFunctions stepFunctions = new StepFunctions(
            new StateMachines.Account("us-east-1", "000000000000"),
            new Engine.Host(timers, timers, new InMemoryDocuments(), new Random(1)),
            new NoTasks());
    private final ServiceFixture server =
            new ServiceFixture(List.of(new StepFunctionsApi(stepFunctions, UUID::randomUUID).service()));
    private final SfnClient client = server.client(SfnClient.builder());
    private final String machine = client.createStateMachine(
                    create -> create.name("batch").definition(NOTHING).roleArn("arn:aws:iam::000000000000:role/r"))
            .stateMachineArn();
    private final StateMachineExecutions executions = new StateMachineExecutions(client, machine, new Json());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void start_beginsAnExecutionThatIsNamedAfterTheBatchAndKnowsIt() {
        Batch batch = batch(1);

        executions.start(batch);

        assertThat(started()).singleElement().satisfies(execution -> {
            assertThat(execution.name()).isEqualTo(batch.id().value());
            assertThat(described(execution).input())
                    .contains("\"tenant\":\"acme\"")
                    .contains("\"batch\":\"" + batch.id() + "\"");
        });
    }

    @Test
    void start_ofABatchThatWasStarted_startsNothing() {
        executions.start(batch(1));
        timers.advance(Duration.ofSeconds(1));

        executions.start(batch(1));
        executions.start(batch(2));

        assertThat(started()).hasSize(2);
    }

    @Test
    void start_whereNobodyAnswers_isUnavailable() {
        server.close();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> executions.start(batch(1)));
    }

    private List<ExecutionListItem> started() {
        return client.listExecutions(list -> list.stateMachineArn(machine)).executions();
    }

    private DescribeExecutionResponse described(ExecutionListItem execution) {
        return client.describeExecution(describe -> describe.executionArn(execution.executionArn()));
    }

    private static Batch batch(int number) {
        return new Batch(
                BatchId.next(NOON, new Random(number)),
                new Batch.Owner(new TenantId("acme"), new KeyId("sample01"), new PlanName("standard")),
                new Batch.Source.File(FileId.of(NOON, "input"), "/v1/embeddings"),
                Map.of(),
                BatchStatus.VALIDATING,
                Map.of(BatchStatus.VALIDATING, NOON),
                0,
                RequestCounts.NONE,
                new Batch.Results(Optional.empty(), Optional.empty(), List.of()));
    }

    private static final class NoTasks implements TaskIntegrations {
        @Override
        public boolean supports(TaskResource resource) {
            return false;
        }

        @Override
        public CompletionStage<TaskOutcome> start(TaskRequest request) {
            throw new IllegalStateException("the state machine has no tasks");
        }

        @Override
        public void stop(TaskRequest request) {
            throw new IllegalStateException("the state machine has no tasks");
        }
    }
}
