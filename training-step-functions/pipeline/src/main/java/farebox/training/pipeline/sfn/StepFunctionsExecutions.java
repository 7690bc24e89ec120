package farebox.training.pipeline.sfn;

import farebox.aws.AwsClients;
import farebox.kernel.Unavailable;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunExecutions;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/**
 * Executions named after their runs, of which Step Functions keeps no two; the names of training jobs begin with the
 * name of the run.
 */
public final class StepFunctionsExecutions implements RunExecutions {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int SERVER_ERROR = 500;
    /** As many as TrainingInstances usually lists, and the tries of the state Train. */
    private static final int MAX_INSTANCE_TYPES = 3;

    private static final int MAX_TRIES = 6;

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
        jobs(run).forEach(job -> answered(() -> stop(job)));
    }

    /** Every name that the state machine may have given to a job of the run: by instance type and by try. */
    private static Stream<String> jobs(PipelineRun run) {
        return IntStream.range(0, MAX_INSTANCE_TYPES)
                .boxed()
                .flatMap(type ->
                        IntStream.range(0, MAX_TRIES).mapToObj(attempt -> run.id() + "-" + type + "-" + attempt));
    }

    /**
     * Step Functions stops its job too, but does not promise it. Most of the names have no job, and who comes second
     * finds it stopping: both are refused.
     */
    private void stop(String job) {
        try {
            sageMaker.stopTrainingJob(stop -> stop.trainingJobName(job));
        } catch (SageMakerException e) {
            if (e.statusCode() >= SERVER_ERROR || e.isThrottlingException()) {
                throw e;
            }
        }
    }

    private static void answered(Runnable request) {
        try {
            request.run();
        } catch (SdkException e) {
            throw new Unavailable("the training pipeline does not answer at the moment", RETRY, e);
        }
    }
}
