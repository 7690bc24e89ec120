package farebox.local.stepfunctions;

import static farebox.local.stepfunctions.interpreter.Execution.Status.FAILED;
import static farebox.local.stepfunctions.interpreter.Execution.Status.RUNNING;
import static farebox.local.stepfunctions.interpreter.Execution.Status.SUCCEEDED;
import static farebox.local.stepfunctions.interpreter.Execution.Status.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatesTest {
    private final Workbench workbench = new Workbench();

    @Test
    void pass_withoutOutput_passesItsInput() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "End": true}}""", "{\"a\": [1, null, \"x\"]}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("{\"a\": [1, null, \"x\"]}"));
        assertThat(workbench.events(execution))
                .containsExactly("ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    }

    @Test
    void assign_isSeenByTheNextStateAndNotByTheOutputBesideIt() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "Assign": {"n": "{% $states.input.n + 1 %}", "s": "constant"}, "Next": "B"},
                 "B": {"Type": "Pass", "Assign": {"n": "{% $n * 10 %}"}, "Output": "{% $n %}", "Next": "C"},
                 "C": {"Type": "Succeed", "Output": {"n": "{% $n %}", "s": "{% $s %}", "in": "{% $states.input %}"}}}""", "{\"n\": 1}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("{\"n\": 20, \"s\": \"constant\", \"in\": 2}"));
    }

    @Test
    void output_keepsNullsAndNestedExpressions() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "End": true,
                       "Output": {"n": null, "l": [1, "{% $states.input.x %}", {"d": "{% $count([1, 2]) %}"}], "t": "{% 'a' %} b"}}}""", "{\"x\": null}");

        assertThat(workbench.output(execution))
                .isEqualTo(Json.parse("{\"n\": null, \"l\": [1, null, {\"d\": 2}], \"t\": \"{% 'a' %} b\"}"));
    }

    @Test
    void expression_withoutAValue_failsTheExecution() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "Output": "{% $states.input.missing %}", "End": true}}""", "{}");

        assertThat(execution.status()).isEqualTo(FAILED);
        assertThat(workbench.error(execution)).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.end().orElseThrow().cause().orElseThrow())
                .contains("$states.input.missing")
                .contains("Output")
                .contains("returned nothing (undefined)");
    }

    @Test
    void context_describesExecutionMachineAndState() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "Output": "{% $states.context %}", "End": true}}""", "{\"a\": 1}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("""
                {"Execution": {"Id": "arn:aws:states:us-east-1:000000000000:execution:machine-0:run", "Name": "run",
                               "RoleArn": "arn:aws:iam::000000000000:role/test", "StartTime": "2026-03-01T12:00:00Z",
                               "RedriveCount": 0, "Input": {"a": 1}},
                 "StateMachine": {"Id": "arn:aws:states:us-east-1:000000000000:stateMachine:machine-0", "Name": "machine-0"},
                 "State": {"Name": "A", "EnteredTime": "2026-03-01T12:00:00Z", "RetryCount": 0}}"""));
    }

    @ParameterizedTest
    @CsvSource({"5,small", "50,medium", "500,large"})
    void choice_takesTheFirstRuleThatHolds(int size, String expected) {
        Execution execution = workbench.run("""
                {"A": {"Type": "Choice", "Default": "L", "Assign": {"kind": "large"},
                       "Choices": [{"Condition": "{% $states.input.size < 10 %}", "Next": "L", "Assign": {"kind": "small"}},
                                   {"Condition": "{% $states.input.size < 100 %}", "Next": "L", "Assign": {"kind": "medium"}}]},
                 "L": {"Type": "Pass", "Output": "{% $kind %}", "End": true}}""", "{\"size\": " + size + "}");

        assertThat(workbench.output(execution).asText()).isEqualTo(expected);
    }

    @Test
    void choice_withoutMatchAndDefault_isNoChoiceMatched() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "B"}]}, "B": {"Type": "Succeed"}}""", "{}");

        assertThat(workbench.error(execution)).isEqualTo("States.NoChoiceMatched");
    }

    @Test
    void choice_whoseConditionIsNoBoolean_isAnError() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Choice", "Choices": [{"Condition": "{% 1 %}", "Next": "B"}]}, "B": {"Type": "Succeed"}}""", "{}");

        assertThat(workbench.error(execution)).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void wait_endsAfterItsSeconds() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Wait", "Seconds": "{% $states.input.s %}", "End": true}}""", "{\"s\": 10}");

        workbench.advance(9);
        assertThat(workbench.latest(execution).status()).isEqualTo(RUNNING);
        workbench.advance(1);
        assertThat(workbench.latest(execution).status()).isEqualTo(SUCCEEDED);
    }

    @Test
    void wait_endsAtItsTimestamp() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Wait", "Timestamp": "2026-03-01T13:00:00+00:30", "End": true}}""", "{}");

        workbench.advance(30 * 60 - 1);
        assertThat(workbench.latest(execution).status()).isEqualTo(RUNNING);
        workbench.advance(1);
        assertThat(workbench.latest(execution).status()).isEqualTo(SUCCEEDED);
    }

    @Test
    void fail_hasItsErrorAndCause() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Fail", "Error": "{% $states.input.e %}", "Cause": "because"}}""", "{\"e\": \"Custom\"}");

        assertThat(execution.status()).isEqualTo(FAILED);
        assertThat(execution.end().orElseThrow().error()).hasValue("Custom");
        assertThat(execution.end().orElseThrow().cause()).hasValue("because");
        assertThat(workbench.events(execution))
                .containsExactly("ExecutionStarted", "FailStateEntered", "ExecutionFailed");
    }

    @Test
    void task_sendsItsArgumentsAndPassesItsResult() {
        workbench.tasks().returns("invoke", "{\"Payload\": {\"x\": 7}, \"StatusCode\": 200}");

        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                       "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"},
                       "Assign": {"x": "{% $states.result.Payload.x %}"}, "Next": "B"},
                 "B": {"Type": "Pass", "Output": "{% [$x, $states.input.StatusCode] %}", "End": true}}""", "{\"in\": 1}");

        assertThat(workbench.tasks().arguments("invoke"))
                .containsExactly(Json.parse("{\"FunctionName\": \"f\", \"Payload\": {\"in\": 1}}"));
        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[7, 200]"));
        assertThat(workbench.events(execution))
                .containsSequence(
                        "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited");
    }

    @Test
    void task_ofAFunctionsArn_hasTheFunctionsEvents() {
        workbench.tasks().returns("function", "1");

        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "End": true}}""", "{}");

        assertThat(workbench.events(execution))
                .containsSequence("LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded");
    }

    @Test
    void task_overItsTimeout_isATimeoutAndItsJobIsStopped() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync", "TimeoutSeconds": 60,
                       "Arguments": {"TrainingJobName": "j"}, "End": true}}""", "{}");

        workbench.advance(59);
        assertThat(workbench.latest(execution).status()).isEqualTo(RUNNING);
        workbench.advance(1);

        assertThat(workbench.error(execution)).isEqualTo("States.Timeout");
        assertThat(workbench.tasks().stopped()).hasSize(1);
    }

    @Test
    void task_thatAnswersAfterItsTimeout_isNotHeard() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 5,
                       "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "W"}], "End": true},
                 "W": {"Type": "Wait", "Seconds": 5, "Output": "late", "End": true}}""", "{}");
        workbench.advance(5);

        workbench.tasks().answer(new TaskOutcome.Succeeded(Json.parse("1")));
        workbench.advance(5);

        assertThat(workbench.output(execution).asText()).isEqualTo("late");
    }

    @Test
    void execution_overItsTimeout_isTimedOut() {
        StateMachine machine = workbench.create("""
                {"QueryLanguage": "JSONata", "TimeoutSeconds": 10, "StartAt": "A",
                 "States": {"A": {"Type": "Wait", "Seconds": 60, "End": true}}}""");
        Execution execution = workbench.start(machine, "{}");

        workbench.advance(10);

        assertThat(workbench.latest(execution).status()).isEqualTo(TIMED_OUT);
        assertThat(workbench.events(execution)).endsWith("ExecutionTimedOut");
    }

    @Test
    void output_overTheLimit_isDataLimitExceeded() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "Output": "{% $states.input & $states.input %}", "End": true}}""", "\"" + "x".repeat(200_000) + "\"");

        assertThat(workbench.error(execution)).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void result_overTheLimit_isNotCaughtByStatesAll() {
        workbench.tasks().returns("invoke", "\"" + "x".repeat(262_144) + "\"");

        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Output": "small",
                       "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "End": true},
                 "B": {"Type": "Succeed"}}""", "{}");

        assertThat(workbench.error(execution)).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void loop_withoutEnd_failsWhenItsHistoryIsFull() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}""", "{}");

        assertThat(workbench.error(execution)).isEqualTo("States.Runtime");
    }
}
