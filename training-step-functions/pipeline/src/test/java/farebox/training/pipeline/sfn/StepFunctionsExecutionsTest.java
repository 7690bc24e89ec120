package farebox.training.pipeline.sfn;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
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
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.SampleRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Through the real SDK; the first job finds no capacity, and the second goes on for ever. */
final class StepFunctionsExecutionsTest implements TaskIntegrations {
    private static final String TRAIN = """
            {"QueryLanguage": "JSONata", "StartAt": "Train", "States": {"Train": {
              "Type": "Task", "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync",
              "Arguments": {"TrainingJobName": "{% $states.context.Execution.Input.run & '-0-' & $string($states.context.State.RetryCount) %}"},
              "TimeoutSeconds": 600,
              "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 1, "MaxAttempts": 3}],
              "End": true}}}""";

    private final ManualTimers timers = new ManualTimers(SampleRuns.NOW);
    private final List<String> created = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private final StepFunctions stepFunctions = new StepFunctions(
            new StateMachines.Account("us-east-1", "000000000000"),
            new Engine.Host(timers, timers, new InMemoryDocuments(), new Random(1)),
            this);
    private final ServiceFixture server = new ServiceFixture(List.of(
            new StepFunctionsApi(stepFunctions, UUID::randomUUID).service(),
            new AwsService("SageMaker", AwsService.JSON_1_1, Map.of("StopTrainingJob", request -> {
                stopped.add(request.requiredText("TrainingJobName"));
                return AwsJsonEndpoint.object();
            }))));
    private final SfnClient client = server.client(SfnClient.builder());
    private final SageMakerClient sageMaker = server.client(SageMakerClient.builder());
    private final String machine = client.createStateMachine(
                    create -> create.name("training").definition(TRAIN).roleArn("arn:aws:iam::000000000000:role/r"))
            .stateMachineArn();
    private final StepFunctionsExecutions executions = new StepFunctionsExecutions(client, sageMaker, machine);
    private final PipelineRun run = SampleRuns.of("stopped");

    @AfterEach
    void close() {
        client.close();
        sageMaker.close();
        server.close();
    }

    @Test
    void stop_stopsTheExecutionAndItsLastJobOnce() {
        executions.start(run);
        timers.advance(Duration.ofSeconds(2));

        executions.stop(run);

        assertThat(created).containsExactly(run.id() + "-0-0", run.id() + "-0-1");
        assertThat(stopped).containsExactly(run.id() + "-0-1");
        assertThat(client.listExecutions(list -> list.stateMachineArn(machine))
                        .executions()
                        .getFirst()
                        .status())
                .isEqualTo(ExecutionStatus.ABORTED);
    }

    @Test
    void stop_beforeTheExecutionHasBegun_stopsNothing() {
        executions.stop(run);

        assertThat(stopped).isEmpty();
    }

    @Test
    void start_ofARunThatWasStarted_startsNothing() {
        executions.start(run);
        executions.start(run);

        assertThat(client.listExecutions(list -> list.stateMachineArn(machine)).executions())
                .hasSize(1);
    }

    @Override
    public boolean supports(TaskResource resource) {
        return true;
    }

    @Override
    public CompletionStage<TaskOutcome> start(TaskRequest request) {
        created.add(request.arguments().path("TrainingJobName").asText());
        return created.size() == 1
                ? CompletableFuture.completedStage(new TaskOutcome.Failed("States.TaskFailed", "{}"))
                : new CompletableFuture<>();
    }

    @Override
    public void stop(TaskRequest request) {}
}
