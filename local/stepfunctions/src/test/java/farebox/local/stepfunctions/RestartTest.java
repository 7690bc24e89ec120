package farebox.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskOutcome;
import org.junit.jupiter.api.Test;

final class RestartTest {
    private final Workbench workbench = new Workbench();

    @Test
    void wait_goesOnToItsEnd() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Wait", "Seconds": 60, "Assign": {"x": 1}, "Next": "B"},
                 "B": {"Type": "Pass", "Output": "{% $x %}", "End": true}}""", "{}");
        workbench.advance(59);

        workbench.restart();
        workbench.advance(1);

        assertThat(workbench.output(execution).asInt()).isEqualTo(1);
    }

    @Test
    void task_inFlightIsResumedWithTheSameIdAndArguments() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync",
                       "Arguments": {"TrainingJobName": "{% $uuid() %}"}, "End": true}}""", "{}");

        workbench.restart();
        workbench.tasks().answer(new TaskOutcome.Succeeded(Json.parse("\"Completed\"")));

        assertThat(workbench.tasks().requests()).hasSize(2);
        assertThat(workbench.tasks().requests().get(1).resumed()).isTrue();
        assertThat(workbench.tasks().requests().get(1).id())
                .isEqualTo(workbench.tasks().requests().get(0).id());
        assertThat(workbench.tasks().requests().get(1).arguments())
                .isEqualTo(workbench.tasks().requests().get(0).arguments());
        assertThat(workbench.output(execution).asText()).isEqualTo("Completed");
    }

    @Test
    void retry_goesOnWithItsCount() {
        workbench.tasks().fails("invoke", 9, "E");
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                       "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 10, "BackoffRate": 1, "MaxAttempts": 2}]}}""", "{}");
        workbench.advance(10);

        workbench.restart();
        workbench.advance(10);

        assertThat(workbench.tasks().requests()).hasSize(3);
        assertThat(workbench.error(execution)).isEqualTo("E");
    }

    @Test
    void map_goesOnWithTheItemsThatAreLeft() {
        Execution execution = workbench.run("""
                {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true,
                       "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Wait", "Seconds": 1, "End": true}}}}}""", "[1, 2, 3]");

        for (int restart = 0; restart < 3; restart++) {
            workbench.restart();
            workbench.advance(1);
        }

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[1, 2, 3]"));
    }

    @Test
    void executionTimeout_isKept() {
        StateMachine machine = workbench.create("""
                {"QueryLanguage": "JSONata", "TimeoutSeconds": 10, "StartAt": "A",
                 "States": {"A": {"Type": "Wait", "Seconds": 60, "End": true}}}""");
        Execution execution = workbench.start(machine, "{}");
        workbench.advance(9);

        workbench.restart();
        workbench.advance(1);

        assertThat(workbench.latest(execution).status()).isEqualTo(Execution.Status.TIMED_OUT);
    }

    @Test
    void everythingThatHasEnded_canStillBeRead() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "Output": 1, "End": true}}""", "{}");

        workbench.restart();

        assertThat(workbench.output(execution).asInt()).isEqualTo(1);
        assertThat(workbench.events(execution)).hasSize(4);
        assertThat(workbench.service().machines().list()).hasSize(1);
    }
}
