package farebox.training.pipeline.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunError;
import farebox.training.pipeline.RunStatus;
import farebox.training.pipeline.SampleRuns;
import farebox.training.pipeline.statemachine.TrainingExecution.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Task state of the definition fails in every way, by enumeration and by chance. */
final class TrainingFaultsTest {
    private static final int ALWAYS = 1_000;
    private static final int RUNS = 1_000;
    private static final TaskOutcome UNAVAILABLE = new TaskOutcome.Failed("farebox.kernel.Unavailable", "{}");
    private static final TaskOutcome BUG = new TaskOutcome.Failed("java.lang.IllegalStateException", "{}");
    private static final TaskOutcome THROTTLED = new TaskOutcome.Failed("SageMaker.ThrottlingException", "slow down");
    private static final TaskOutcome NO_CAPACITY = job("Failed", "Failed", "CapacityError: Unable to provision");
    private static final TaskOutcome KILLED = job("Failed", "Failed", "AlgorithmError: exit code: 137");
    private static final List<String> STEPS = List.of("claim", "validate", "admit", "register", "evaluate", "promote");

    /** Each task of the definition, which no other test has to know. */
    static Stream<Arguments> faults() throws IOException {
        List<String> tasks = new ArrayList<>();
        JsonNode states = new JsonMapper()
                .readTree(Files.readString(Path.of("..", "statemachine", "training.asl.json")))
                .path("States");
        for (JsonNode state : states) {
            if (state.path("Type").asText().equals("Task")) {
                boolean trains = state.path("Resource").asText().contains("sagemaker");
                tasks.add(trains ? "train" : state.at("/Arguments/Payload/task").asText());
            }
        }
        assertThat(tasks).contains("claim", "train", "classify", "promote", "fail");
        return tasks.stream()
                .flatMap(task -> Stream.of(1, 2, ALWAYS)
                        .flatMap(times -> Stream.of(
                                Arguments.of(task, times, UNAVAILABLE),
                                Arguments.of(task, times, BUG),
                                Arguments.of(task, times, null))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aTaskThatFailsOnceTwiceOrAlwaysOrNeverAnswers_leavesARunThatHasEnded(
            String task, int times, @Nullable TaskOutcome outcome) {
        Fault fault = new Fault(task, times, outcome);
        TrainingExecution execution = switch (task) {
            // These are reached where something else has failed.
            case "classify" -> new TrainingExecution(fault, new Fault("train", 1, BUG));
            case "fail" -> new TrainingExecution(fault, new Fault("validate", ALWAYS, BUG));
            default -> new TrainingExecution(fault);
        };

        assertThat(execution.run().running()).isFalse();

        hasEndedInOrder(execution);
    }

    @Test
    void aThousandRandomFaults_areRecordedAsWhatTheyAre() {
        Random random = new Random(20_261_127);
        int right = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Case chosen = chosen(random);
            List<Fault> faults = new ArrayList<>(List.of(chosen.fault()));
            if (random.nextInt(3) == 0) {
                // A short outage of another function changes nothing.
                faults.add(new Fault(List.of("classify", "fail", "claim").get(random.nextInt(3)), 1, UNAVAILABLE));
            }
            TrainingExecution execution = new TrainingExecution(faults.toArray(Fault[]::new));
            execution.run();
            hasEndedInOrder(execution);
            String code =
                    execution.trainingRun().result().error().map(RunError::code).orElse("");
            if (code.equals(chosen.code())) {
                right++;
            } else {
                wrong.add(faults + ": " + code + " and not " + chosen.code());
            }
        }

        assertThat(right).as(wrong.toString()).isGreaterThanOrEqualTo(RUNS * 99 / 100);
    }

    /** @param code that the run fails with; empty if it succeeds nevertheless */
    private record Case(Fault fault, String code) {}

    private static Case chosen(Random random) {
        String step = STEPS.get(random.nextInt(STEPS.size()));
        return switch (random.nextInt(16)) {
            case 0 -> new Case(new Fault(step, random.nextInt(1, 6), UNAVAILABLE), "");
            case 1 -> new Case(new Fault(step, ALWAYS, UNAVAILABLE), RunError.INTERNAL);
            case 2 -> new Case(new Fault(step, 1, BUG), "");
            case 3 -> new Case(new Fault(step, random.nextInt(2, 9), BUG), RunError.INTERNAL);
            case 4 -> new Case(new Fault(step, ALWAYS, null), RunError.INTERNAL);
            case 5 -> new Case(new Fault("train", random.nextInt(1, 6), THROTTLED), "");
            case 6 -> new Case(new Fault("train", ALWAYS, THROTTLED), RunError.INTERNAL);
            case 7 -> new Case(new Fault("train", 1, NO_CAPACITY), "");
            case 8 -> new Case(new Fault("train", ALWAYS, NO_CAPACITY), RunError.CAPACITY);
            case 9 ->
                new Case(
                        new Fault(
                                "train", 1, job("Failed", "Failed", "AlgorithmError: line 12: 2 values, exit code: 1")),
                        RunError.INVALID_TRAINING);
            case 10 ->
                new Case(
                        new Fault(
                                "train", 1, job("Failed", "Failed", "AlgorithmError: not_promoted: 0.3, exit code: 1")),
                        RunError.NOT_PROMOTED);
            case 11 ->
                new Case(
                        new Fault("train", 1, job("Failed", "Failed", "AlgorithmError: a bug, exit code: 2")),
                        RunError.INTERNAL);
            case 12 -> new Case(new Fault("train", 1, KILLED), "");
            case 13 -> new Case(new Fault("train", ALWAYS, KILLED), RunError.KILLED);
            case 14 -> new Case(new Fault("train", 1, job("Stopped", "MaxRuntimeExceeded", "")), RunError.TIMEOUT);
            default ->
                new Case(new Fault("train", ALWAYS, job("Stopped", "MaxWaitTimeExceeded", "")), RunError.CAPACITY);
        };
    }

    /** The run says how it ended and whose it is; no job is left, and none had another's name. */
    private static void hasEndedInOrder(TrainingExecution execution) {
        PipelineRun run = execution.trainingRun();
        assertThat(run.status()).isIn(RunStatus.SUCCEEDED, RunStatus.FAILED);
        assertThat(run.model().owner()).isEqualTo(SampleRuns.TENANT);
        assertThat(run.times().ended()).isPresent();
        if (run.status() == RunStatus.FAILED) {
            assertThat(run.result().error()).hasValueSatisfying(error -> {
                assertThat(error.code()).isNotBlank();
                assertThat(error.message()).isNotBlank();
            });
        }
        assertThat(execution.orphans()).isEmpty();
        assertThat(execution.collisions()).isZero();
    }

    private static TaskOutcome job(String status, String secondary, String reason) {
        return new TaskOutcome.Failed(
                "States.TaskFailed",
                "{\"TrainingJobStatus\":\"%s\",\"SecondaryStatus\":\"%s\",\"FailureReason\":\"%s\"}"
                        .formatted(status, secondary, reason));
    }
}
