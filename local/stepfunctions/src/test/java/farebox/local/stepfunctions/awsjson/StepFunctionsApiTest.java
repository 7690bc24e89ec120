package farebox.local.stepfunctions.awsjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.awsjson.ServiceFixture;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.stepfunctions.StateMachines;
import farebox.local.stepfunctions.StepFunctions;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/** Through the real SDK. */
final class StepFunctionsApiTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final String PASS = """
            {"QueryLanguage": "JSONata", "StartAt": "A",
             "States": {"A": {"Type": "Pass", "Output": "{% $states.input.x + 1 %}", "End": true}}}""";

    private final ManualTimers timers = new ManualTimers(START);
    private final Echo tasks = new Echo();
    private final ServiceFixture server = new ServiceFixture(List.of(new StepFunctionsApi(
                    new StepFunctions(
                            new StateMachines.Account("us-east-1", "000000000000"),
                            new Engine.Host(timers, timers, new InMemoryDocuments(), new Random(1)),
                            tasks),
                    UUID::randomUUID)
            .service()));
    private final SfnClient client = server.client(SfnClient.builder());

    /** Remembers what was sent last, and answers with it. */
    private static final class Echo implements TaskIntegrations {
        private String last = "";

        @Override
        public boolean supports(TaskResource resource) {
            return true;
        }

        @Override
        public CompletionStage<TaskOutcome> start(TaskRequest request) {
            last = request.arguments().asText();
            return CompletableFuture.completedStage(new TaskOutcome.Succeeded(request.arguments()));
        }

        @Override
        public void stop(TaskRequest request) {}
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private String machine(String definition) {
        return client.createStateMachine(
                        create -> create.name("m").definition(definition).roleArn(ROLE))
                .stateMachineArn();
    }

    private DescribeExecutionResponse describe(String arn) {
        return client.describeExecution(request -> request.executionArn(arn));
    }

    @Test
    void execution_isStartedDescribedAndListed() {
        String machine = machine(PASS);

        String arn = client.startExecution(
                        start -> start.stateMachineArn(machine).name("e").input("{\"x\": 1}"))
                .executionArn();

        assertThat(describe(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(describe(arn).output()).isEqualTo("2");
        assertThat(describe(arn).startDate()).isEqualTo(START);
        assertThat(client.listExecutions(list -> list.stateMachineArn(machine)).executions())
                .extracting(each -> each.name())
                .containsExactly("e");
        assertThat(client.describeStateMachine(request -> request.stateMachineArn(machine))
                        .definition())
                .isEqualTo(PASS);
        assertThat(client.listStateMachines(list -> {}).stateMachines()).hasSize(1);
    }

    @Test
    void history_isPagedInBothDirections() {
        String machine = machine(PASS);
        String arn = client.startExecution(
                        start -> start.stateMachineArn(machine).input("{\"x\": 1}"))
                .executionArn();

        assertThat(client.getExecutionHistoryPaginator(
                                request -> request.executionArn(arn).maxResults(3))
                        .events())
                .extracting(HistoryEvent::id)
                .containsExactly(1L, 2L, 3L, 4L);
        HistoryEvent last = client.getExecutionHistory(
                        request -> request.executionArn(arn).reverseOrder(true).maxResults(1))
                .events()
                .getFirst();
        assertThat(last.type()).isEqualTo(HistoryEventType.EXECUTION_SUCCEEDED);
        assertThat(last.executionSucceededEventDetails().output()).isEqualTo("2");
    }

    @Test
    void taskToken_isReturnedByTheClient() {
        String machine = machine("""
                {"QueryLanguage": "JSONata", "StartAt": "A",
                 "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                                  "HeartbeatSeconds": 60, "Arguments": "{% $states.context.Task.Token %}", "End": true}}}""");
        String arn =
                client.startExecution(start -> start.stateMachineArn(machine)).executionArn();
        String token = tasks.last;

        client.sendTaskHeartbeat(beat -> beat.taskToken(token));
        assertThat(describe(arn).status()).isEqualTo(ExecutionStatus.RUNNING);
        client.sendTaskSuccess(success -> success.taskToken(token).output("[1]"));

        assertThat(describe(arn).output()).isEqualTo("[1]");
        assertThatExceptionOfType(TaskTimedOutException.class)
                .isThrownBy(() -> client.sendTaskFailure(failure -> failure.taskToken(token)));
    }

    @Test
    void stop_abortsARunningExecution() {
        String machine = machine("""
                {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 60, "End": true}}}""");
        String arn =
                client.startExecution(start -> start.stateMachineArn(machine)).executionArn();

        client.stopExecution(stop -> stop.executionArn(arn).error("Cancelled").cause("by hand"));

        assertThat(describe(arn).status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(describe(arn).error()).isEqualTo("Cancelled");
    }

    @Test
    void errors_areTheClientsOwnExceptions() {
        String machine = machine(PASS);
        client.startExecution(start -> start.stateMachineArn(machine).name("e").input("{\"x\": 1}"));

        assertThatExceptionOfType(ExecutionAlreadyExistsException.class)
                .isThrownBy(() -> client.startExecution(
                        start -> start.stateMachineArn(machine).name("e").input("{\"x\": 2}")));
        assertThatExceptionOfType(ExecutionDoesNotExistException.class).isThrownBy(() -> describe("arn:x"));
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> machine(PASS.replace("Output", "Parameters")))
                .withMessageContaining("Field 'Parameters' is not supported at /States/A");
    }

    @Test
    void validation_tellsWhatIsWrong() {
        assertThat(client.validateStateMachineDefinition(request -> request.definition(PASS))
                        .result())
                .isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
        assertThat(client.validateStateMachineDefinition(request -> request.definition("{}"))
                        .diagnostics())
                .hasSize(1);
    }

    @Test
    void update_changesTheDefinition_andDeleteRemovesTheMachine() {
        String machine = machine(PASS);

        client.updateStateMachine(update -> update.stateMachineArn(machine).definition(PASS.replace("+ 1", "+ 2")));
        String arn = client.startExecution(
                        start -> start.stateMachineArn(machine).input("{\"x\": 1}"))
                .executionArn();
        client.deleteStateMachine(delete -> delete.stateMachineArn(machine));

        assertThat(describe(arn).output()).isEqualTo("3");
        assertThat(client.listStateMachines(list -> {}).stateMachines()).isEmpty();
    }
}
