package farebox.training.pipeline.sfn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunExecutions;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Executions named after their runs, of which Step Functions keeps no two. */
public final class StepFunctionsExecutions implements RunExecutions {
    private static final int SERVER_ERROR = 500;
    /** The events since the job was started are few while it runs. */
    private static final int NEWEST_EVENTS = 100;

    private static final JsonMapper JSON = new JsonMapper();

    private final SfnClient stepFunctions;
    private final SageMakerClient sageMaker;
    private final String stateMachine;

    /** @param stateMachine its ARN */
    public StepFunctionsExecutions(SfnClient stepFunctions, SageMakerClient sageMaker, String stateMachine) {
        this.stepFunctions = stepFunctions;
        this.sageMaker = sageMaker;
        this.stateMachine = stateMachine;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static StepFunctionsExecutions connect(String stateMachine) {
        return new StepFunctionsExecutions(
                AwsClients.build(SfnClient.builder()), AwsClients.build(SageMakerClient.builder()), stateMachine);
    }

    @Override
    public void start(PipelineRun run) {
        String input =
                "{\"tenant\":\"%s\",\"run\":\"%s\"}".formatted(run.model().owner(), run.id());
        answered(() -> {
            try {
                stepFunctions.startExecution(start -> start.stateMachineArn(stateMachine)
                        .name(run.id().value())
                        .input(input));
            } catch (ExecutionAlreadyExistsException e) {
                // It has ended already; one that is running is no error.
            }
        });
    }

    @Override
    public void stop(PipelineRun run) {
        String execution = stateMachine.replace(":stateMachine:", ":execution:") + ":" + run.id();
        answered(() -> {
            try {
                stepFunctions.stopExecution(
                        stop -> stop.executionArn(execution).error("Cancelled").cause("cancelled by the tenant"));
            } catch (ExecutionDoesNotExistException e) {
                // Cancelled before it began; its first state finds the run cancelled.
            }
        });
        answered(() -> startedJob(execution).ifPresent(this::stopJob));
    }

    /** The job of the execution's last state Train, whose name holds the tries before. */
    private Optional<String> startedJob(String execution) {
        try {
            return stepFunctions
                    .getExecutionHistory(get ->
                            get.executionArn(execution).reverseOrder(true).maxResults(NEWEST_EVENTS))
                    .events()
                    .stream()
                    .filter(event -> event.type() == HistoryEventType.TASK_SCHEDULED)
                    .map(HistoryEvent::taskScheduledEventDetails)
                    .filter(task -> task.resourceType().equals("sagemaker"))
                    .findFirst()
                    .map(task -> jobName(task.parameters()));
        } catch (ExecutionDoesNotExistException e) {
            return Optional.empty();
        }
    }

    private static String jobName(String parameters) {
        try {
            return JSON.readTree(parameters).path("TrainingJobName").asText();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the parameters of a state are no JSON", e);
        }
    }

    /** Step Functions stops its job too, but does not promise it; who comes second is refused. */
    private void stopJob(String job) {
        try {
            sageMaker.stopTrainingJob(stop -> stop.trainingJobName(job));
        } catch (SageMakerException e) {
            if (e.statusCode() >= SERVER_ERROR || e.isThrottlingException()) {
                throw e;
            }
        }
    }

    private static void answered(Runnable request) {
        AwsRequests.run("the training pipeline does not answer at the moment", request);
    }
}
