package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.training.pipeline.ClassifyFailure.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClassifyFailureTest {
    private final ClassifyFailure classifyFailure = new ClassifyFailure();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AlgorithmError: iris.csv, line 12: 2 values, exit code: 1 | Failed | invalid_training | iris.csv, line 12: 2 values",
                "AlgorithmError: not_promoted: accuracy is 0.3, exit code: 1 | Failed | not_promoted | accuracy is 0.3",
                "AlgorithmError: the worker failed: secret, exit code: 2 | Failed | internal_error | the training job failed",
                "ClientError: Artifact upload failed | Failed | internal_error | the training job failed",
                "'' | MaxRuntimeExceeded | training_timeout | longer than it may"
            })
    void aFailedTrainingJob_isToldByWhatTheWorkerWrote(String reason, String secondary, String code, String message) {
        String cause = "{\"TrainingJobStatus\":\"Failed\",\"SecondaryStatus\":\"%s\",\"FailureReason\":\"%s\"}"
                .formatted(secondary, reason);

        Verdict verdict = classifyFailure.run("States.TaskFailed", cause);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Fails.class, fails -> {
            assertThat(fails.error().code()).isEqualTo(code);
            assertThat(fails.error().message()).contains(message).doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SageMaker.ResourceLimitExceededException | limit",
                "States.TaskFailed | {\"TrainingJobStatus\":\"Failed\",\"FailureReason\":\"CapacityError: Unable to provision\"}",
                "States.TaskFailed | {\"TrainingJobStatus\":\"Failed\",\"FailureReason\":\"AlgorithmError: exit code: 137\"}",
                "States.TaskFailed | {\"TrainingJobStatus\":\"Stopped\",\"SecondaryStatus\":\"MaxWaitTimeExceeded\"}"
            })
    void missingCapacityOrMemory_isWorthAnotherInstanceType(String error, String cause) {
        assertThat(classifyFailure.run(error, cause)).isInstanceOf(Verdict.LacksCapacity.class);
    }

    @Test
    void aFailedJobOfAwsBatch_isToldByItsReasonAndExitCode() {
        assertThat(ofBatch("Host EC2 (instance i-0) terminated.", 137)).isInstanceOf(Verdict.LacksCapacity.class);
        assertThat(ofBatch("Job attempt duration exceeded timeout", 137))
                .isInstanceOfSatisfying(
                        Verdict.Fails.class,
                        fails -> assertThat(fails.error().code()).isEqualTo(RunError.TIMEOUT));
        assertThat(ofBatch("Essential container in task exited", 1)).isEqualTo(new Verdict.Refused("job-0-0"));
        assertThat(ofBatch("Essential container in task exited", 2))
                .isInstanceOfSatisfying(
                        Verdict.Fails.class,
                        fails -> assertThat(fails.error().code()).isEqualTo(RunError.INTERNAL));
    }

    private Verdict ofBatch(String reason, int exitCode) {
        return classifyFailure.run(
                "States.TaskFailed",
                "{\"JobName\":\"job-0-0\",\"JobQueue\":\"q\",\"StatusReason\":\"%s\",\"Container\":{\"ExitCode\":%d}}"
                        .formatted(reason, exitCode));
    }

    @Test
    void aTimeoutOfTheState_isATimeout() {
        assertThat(classifyFailure.run("States.Timeout", ""))
                .isInstanceOfSatisfying(
                        Verdict.Fails.class,
                        fails -> assertThat(fails.error().code()).isEqualTo(RunError.TIMEOUT));
    }

    @Test
    void aTimeoutOfAnotherStep_isNoMatterOfTheTenants() {
        assertThat(classifyFailure.ofStep("States.Timeout", ""))
                .isInstanceOfSatisfying(
                        Verdict.Fails.class,
                        fails -> assertThat(fails.error().code()).isEqualTo(RunError.INTERNAL));
    }

    @Test
    void aFailedFunction_isNamedWithoutItsMessage() {
        Verdict verdict = classifyFailure.run("java.lang.IllegalStateException", "{\"errorMessage\":\"secret\"}");

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Fails.class,
                        fails -> assertThat(fails.error().message())
                                .contains("IllegalStateException")
                                .doesNotContain("secret"));
    }
}
