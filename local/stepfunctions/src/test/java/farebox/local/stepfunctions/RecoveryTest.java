package farebox.local.stepfunctions;

import static farebox.local.stepfunctions.interpreter.Execution.Status.FAILED;
import static farebox.local.stepfunctions.interpreter.Execution.Status.RUNNING;
import static farebox.local.stepfunctions.interpreter.Execution.Status.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RecoveryTest {
    private final Workbench workbench = new Workbench();

    @Test
    void retry_waitsLongerEachTimeUpToTheMaximum() {
        workbench.tasks().fails("invoke", 9, "E");
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                       "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxAttempts": 4,
                                  "MaxDelaySeconds": 10}]}}""", "{}");

        assertThat(callsAfter(0, 1, 1, 5, 1, 9, 1, 9, 1, 100)).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
        assertThat(workbench.error(execution)).isEqualTo("E");
    }

    private List<Integer> callsAfter(int... seconds) {
        List<Integer> calls = new ArrayList<>();
        for (int step : seconds) {
            workbench.advance(step);
            calls.add(workbench.tasks().requests().size());
        }
        return calls;
    }

    @Test
    void retry_withFullJitter_waitsAtMostTheInterval() {
        workbench.tasks().fails("invoke", 3, "E");
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                       "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 100, "BackoffRate": 1,
                                  "JitterStrategy": "FULL"}]}}""", "{}");

        workbench.advance(299);

        assertThat(workbench.latest(execution).status()).isEqualTo(SUCCEEDED);
    }

    @Test
    void retry_evaluatesTheArgumentsAgainWithTheCount() {
        workbench.tasks().fails("invoke", 2, "E");
        workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                       "Arguments": {"Name": "{% 'job-' & $states.context.State.RetryCount %}"},
                       "Retry": [{"ErrorEquals": ["States.TaskFailed"]}]}}""", "{}");
        workbench.advance(100);

        assertThat(workbench.tasks().arguments("invoke"))
                .extracting(arguments -> arguments.get("Name").asText())
                .containsExactly("job-0", "job-1", "job-2");
    }

    @Test
    void retriers_countTheirOwnErrors() {
        List<String> errors = List.of("A", "B", "A", "B", "B");
        workbench.tasks().on("invoke", (request, call) -> new TaskOutcome.Failed(errors.get(call), ""));
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                       "Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 2}, {"ErrorEquals": ["B"], "MaxAttempts": 2}]}}""", "{}");
        workbench.advance(100);

        assertThat(workbench.tasks().requests()).hasSize(5);
        assertThat(workbench.error(execution)).isEqualTo("B");
    }

    @Test
    void catch_seesTheErrorAndTheVariablesFromBefore() {
        workbench.tasks().fails("invoke", 1, "E");
        Execution execution = workbench.run("""
                {"V": {"Type": "Pass", "Assign": {"v": 1}, "Next": "A"},
                 "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "B",
                       "Catch": [{"ErrorEquals": ["Other"], "Next": "B"},
                                 {"ErrorEquals": ["E"], "Next": "C", "Assign": {"cause": "{% $states.errorOutput.Cause %}"},
                                  "Output": {"error": "{% $states.errorOutput.Error %}", "in": "{% $states.input %}"}}]},
                 "B": {"Type": "Succeed"},
                 "C": {"Type": "Pass", "Output": "{% [$v, $cause, $states.input] %}", "End": true}}""", "{\"x\": 1}");

        assertThat(workbench.output(execution))
                .isEqualTo(Json.parse("[1, \"call 0\", {\"error\": \"E\", \"in\": {\"x\": 1}}]"));
    }

    @Test
    void catch_withoutOutput_passesErrorAndCause() {
        workbench.tasks().fails("invoke", 1, "E");
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                       "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}]},
                 "B": {"Type": "Succeed"}}""", "{}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("{\"Error\": \"E\", \"Cause\": \"call 0\"}"));
    }

    @Test
    void catch_whoseOwnOutputFails_failsTheExecution() {
        workbench.tasks().fails("invoke", 1, "E");
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                       "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B", "Output": "{% $states.missing %}"}]},
                 "B": {"Type": "Succeed"}}""", "{}");

        assertThat(workbench.error(execution)).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void catch_alsoCatchesExpressionsThatFail() {
        workbench.tasks().returns("invoke", "{}");
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                       "Output": "{% $states.result.missing %}",
                       "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "B"}]},
                 "B": {"Type": "Succeed", "Output": "caught"}}""", "{}");

        assertThat(workbench.output(execution).asText()).isEqualTo("caught");
    }

    @ParameterizedTest
    @CsvSource({
        "States.ALL, E, true",
        "States.TaskFailed, E, true",
        "States.TaskFailed, States.Timeout, false",
        "States.TaskFailed, States.HeartbeatTimeout, false",
        "States.Timeout, States.HeartbeatTimeout, true",
        "States.HeartbeatTimeout, States.Timeout, false",
        "States.ALL, States.DataLimitExceeded, false",
        "States.DataLimitExceeded, States.DataLimitExceeded, true",
        "States.ALL, States.Runtime, false",
        "States.Runtime, States.Runtime, false",
        "E, E, true",
        "E, EE, false"
    })
    void errorEquals_matchesAsDocumented(String pattern, String error, boolean caught) {
        workbench.tasks().fails("invoke", 1, error);
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                       "Catch": [{"ErrorEquals": ["%s"], "Next": "B"}]},
                 "B": {"Type": "Succeed"}}""".formatted(pattern), "{}");

        assertThat(execution.status()).isEqualTo(caught ? SUCCEEDED : FAILED);
    }

    /**
     * A pipeline of three tasks of which each is failed once, twice and always, and not answered at all: the run ends
     * each time, as its retries say, and sends no name twice.
     */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faults")
    void everyStateFailedInEveryWay_endsTheRun(String action, Fault fault) {
        List.of("getObject", "createTrainingJob", "putItem").forEach(name -> script(name, name.equals(action), fault));
        Execution execution = workbench.run(PIPELINE, "{}");

        for (int step = 0; step < 40; step++) {
            workbench.advance(30);
        }

        assertThat(workbench.latest(execution).status()).isNotEqualTo(RUNNING);
        assertThat(workbench.output(execution).asText()).isEqualTo(fault.recovers() ? "done" : "recorded");
        assertThat(workbench.tasks().arguments("createTrainingJob"))
                .extracting(JsonNode::toString)
                .doesNotHaveDuplicates();
    }

    private void script(String action, boolean failing, Fault fault) {
        if (failing && fault == Fault.SILENT) {
            return;
        }
        workbench.tasks().fails(action, failing ? fault.times : 0, "Service.Error");
    }

    enum Fault {
        ONCE(1),
        TWICE(2),
        ALWAYS(Integer.MAX_VALUE),
        SILENT(0);

        private final int times;

        Fault(int times) {
            this.times = times;
        }

        boolean recovers() {
            return this == ONCE || this == TWICE;
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of("getObject", "createTrainingJob", "putItem")
                .flatMap(action -> Stream.of(Fault.values()).map(fault -> Arguments.of(action, fault)));
    }

    private static final String PIPELINE = """
            {"Read": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "TimeoutSeconds": 60,
                      "Retry": [{"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 2}, {"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
                      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Record"}], "Next": "Train"},
             "Train": {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync", "TimeoutSeconds": 60,
                       "Arguments": {"TrainingJobName": "{% $states.context.Execution.Name & '-' & $states.context.State.RetryCount %}"},
                       "Retry": [{"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 2}, {"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
                       "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Record"}], "Next": "Register"},
             "Register": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "TimeoutSeconds": 60,
                          "Retry": [{"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 2}, {"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
                          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Record"}], "Next": "Done"},
             "Record": {"Type": "Succeed", "Output": "recorded"},
             "Done": {"Type": "Succeed", "Output": "done"}}""";
}
