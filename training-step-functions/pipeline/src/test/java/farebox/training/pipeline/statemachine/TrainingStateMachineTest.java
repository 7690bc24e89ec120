package farebox.training.pipeline.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.training.pipeline.RunError;
import farebox.training.pipeline.RunStatus;
import farebox.training.pipeline.statemachine.TrainingExecution.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TrainingStateMachineTest {
    private static final List<String> STEPS =
            List.of("claim", "validate", "admit", "register", "evaluate", "canary", "observe", "promote");
    private static final TaskOutcome UNAVAILABLE = new TaskOutcome.Failed("farebox.kernel.Unavailable", "{}");
    private static final TaskOutcome BUG = new TaskOutcome.Failed("java.lang.IllegalStateException", "{}");
    private static final TaskOutcome NO_CAPACITY = new TaskOutcome.Failed(
            "States.TaskFailed",
            "{\"TrainingJobStatus\":\"Failed\",\"FailureReason\":\"CapacityError: Unable to provision\"}");
    private static final int ALWAYS = 1_000;

    @Test
    void withoutFaults_theModelIsPromoted() {
        TrainingExecution execution = new TrainingExecution(Fault.NONE);

        assertThat(execution.run().status()).isEqualTo(Execution.Status.SUCCEEDED);

        assertThat(execution.trainingRun().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(execution.looks()).isEqualTo(3);
        ObjectNode job = execution.jobs().getFirst();
        assertThat(execution.jobs()).hasSize(1);
        assertThat(job.path("EnableNetworkIsolation").asBoolean()).isTrue();
        assertThat(job.path("ResourceConfig").path("InstanceType").asText()).isEqualTo("ml.small");
        assertThat(job.path("StoppingCondition").path("MaxWaitTimeInSeconds").asLong())
                .isGreaterThan(job.path("StoppingCondition")
                        .path("MaxRuntimeInSeconds")
                        .asLong());
    }

    @Test
    void onAwsBatch_theModelIsPromotedAsWell() {
        TrainingExecution execution = new TrainingExecution("training-batch.asl.json", Fault.NONE);

        assertThat(execution.run().status()).isEqualTo(Execution.Status.SUCCEEDED);

        assertThat(execution.trainingRun().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(execution.jobs().getFirst().path("ContainerOverrides").toString())
                .contains("s3://results/out/" + execution.trainingRun().id() + "-0-0/output");
    }

    static Stream<Arguments> passingFaults() {
        return STEPS.stream().flatMap(step -> Stream.of(1, 2).map(times -> Arguments.of(step, times)));
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void aStepThatIsUnavailableOnceOrTwice_isDoneAgain(String step, int times) {
        TrainingExecution execution = new TrainingExecution(new Fault(step, times, UNAVAILABLE));

        execution.run();

        assertThat(execution.trainingRun().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    static Stream<Arguments> lastingFaults() {
        return Stream.concat(STEPS.stream(), Stream.of("train"))
                .flatMap(step -> Stream.of(Arguments.of(step, UNAVAILABLE), Arguments.of(step, BUG)));
    }

    @ParameterizedTest
    @MethodSource("lastingFaults")
    void aStepThatAlwaysFails_endsTheRunWithAReason(String step, TaskOutcome outcome) {
        TrainingExecution execution = new TrainingExecution(new Fault(step, ALWAYS, outcome));

        assertThat(execution.run().running()).isFalse();

        assertThat(execution.trainingRun().status()).isEqualTo(RunStatus.FAILED);
        assertThat(execution.trainingRun().result().error().orElseThrow().code())
                .isEqualTo(RunError.INTERNAL);
    }

    /** The time of the training alone is the tenant's matter. */
    @ParameterizedTest
    @CsvSource({
        "claim, internal_error", "validate, internal_error", "admit, internal_error", "train, training_timeout",
        "register, internal_error", "evaluate, internal_error", "canary, internal_error", "observe, internal_error",
        "promote, internal_error"
    })
    void aStepThatNeverAnswers_endsTheRun(String step, String code) {
        TrainingExecution execution = new TrainingExecution(new Fault(step, ALWAYS, null));

        assertThat(execution.run().running()).isFalse();

        assertThat(execution.trainingRun().status()).isEqualTo(RunStatus.FAILED);
        assertThat(execution.trainingRun().result().error().orElseThrow().code())
                .isEqualTo(code);
    }

    /** As where the function's process, or the whole emulator, is started again meanwhile. */
    @ParameterizedTest
    @MethodSource("steps")
    void aStepThatDoesNotAnswerOnce_isDoneAgain(String step) {
        TrainingExecution execution = new TrainingExecution(new Fault(step, 1, null));

        execution.run();

        assertThat(execution.trainingRun().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    static List<String> steps() {
        return STEPS;
    }

    @Test
    void aTrainingThatNeverEnds_isStopped() {
        TrainingExecution execution = new TrainingExecution(new Fault("train", ALWAYS, null));

        execution.run();

        assertThat(execution.stopped())
                .extracting(job -> job.path("TrainingJobName"))
                .containsExactly(execution.jobs().getFirst().path("TrainingJobName"));
    }

    @Test
    void missingCapacity_isTriedOnTheNextInstanceTypeUnderAnotherName() {
        TrainingExecution execution = new TrainingExecution(new Fault("train", 1, NO_CAPACITY));

        execution.run();

        assertThat(execution.trainingRun().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(execution.jobs())
                .extracting(
                        job -> job.path("ResourceConfig").path("InstanceType").asText())
                .containsExactly("ml.small", "ml.large");
        assertThat(execution.jobs())
                .extracting(job -> job.path("TrainingJobName"))
                .doesNotHaveDuplicates();
    }

    @Test
    void missingCapacityOfEveryType_endsTheRun() {
        TrainingExecution execution = new TrainingExecution(new Fault("train", ALWAYS, NO_CAPACITY));

        execution.run();

        assertThat(execution.trainingRun().result().error().orElseThrow().code())
                .isEqualTo(RunError.CAPACITY);
        assertThat(execution.jobs()).hasSize(2);
    }

    @Test
    void throttledTraining_isTriedAgainUnderAnotherName() {
        TrainingExecution execution = new TrainingExecution(
                new Fault("train", 2, new TaskOutcome.Failed("SageMaker.ThrottlingException", "slow down")));

        execution.run();

        assertThat(execution.trainingRun().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(execution.jobs())
                .extracting(job -> job.path("TrainingJobName").asText())
                .hasSize(3)
                .doesNotHaveDuplicates();
    }
}
