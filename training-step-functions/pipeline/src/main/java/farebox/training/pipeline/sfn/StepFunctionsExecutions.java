package farebox.training.pipeline.sfn;

import farebox.aws.AwsClients;
import farebox.kernel.Unavailable;
import farebox.training.pipeline.Executions;
import farebox.training.pipeline.TrainingRun;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/**
 * Executions named after their runs, of which Step Functions keeps no two; the names of training jobs begin with the
 * name of the run.
 */
public final class StepFunctionsExecutions implements Executions {
    private static final Duration RETRY = Duration.ofSeconds(1);

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
    public void start(TrainingRun run) {
        String input = "{\"tenant\":\"%s\",\"run\":\"%s\"}"
                .formatted(run.model().owner(), run.id());
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
    public void stop(TrainingRun run) {
        String execution =
                stateMachine.replace(":stateMachine:", ":execution:") + ":" + run.id();
        answered(() -> {
            try {
                stepFunctions.stopExecution(stop ->
                        stop.executionArn(execution).error("Cancelled").cause("cancelled by the tenant"));
            } catch (ExecutionDoesNotExistException e) {
                // Cancelled before it began; its first state finds the run cancelled.
            }
        });
        answered(() -> sageMaker
                .listTrainingJobs(
                        list -> list.nameContains(run.id().value()).statusEquals(TrainingJobStatus.IN_PROGRESS))
                .trainingJobSummaries()
                .forEach(this::stop));
    }

    /** Step Functions stops its job too, but does not promise it; whoever comes second finds it stopping. */
    private void stop(TrainingJobSummary job) {
        try {
            sageMaker.stopTrainingJob(stop -> stop.trainingJobName(job.trainingJobName()));
        } catch (SageMakerException e) {
            if (e.statusCode() >= 500 || e.isThrottlingException()) {
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
