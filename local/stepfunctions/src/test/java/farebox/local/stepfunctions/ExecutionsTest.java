package farebox.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.host.ServiceException;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.interpreter.Execution.Status;
import farebox.local.stepfunctions.interpreter.HistoryEvent;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExecutionsTest {
    private static final String WAITING = """
            {"A": {"Type": "Wait", "Seconds": 60, "End": true}}""";

    private final Workbench workbench = new Workbench();

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(call)
                .extracting(ServiceException::code)
                .isEqualTo(code);
    }

    @Test
    void start_withTheNameAndInputOfARunningOne_returnsThatOne() {
        StateMachine machine = workbench.machine(WAITING);
        Execution first = workbench.start(machine, "{\"a\": 1}");
        workbench.advance(1);

        Execution second = workbench.start(machine, "{\"a\": 1}");

        assertThat(second.arn()).isEqualTo(first.arn());
        assertThat(second.start()).isEqualTo(first.start());
        assertThat(workbench.service().executions().list(machine.arn(), Optional.empty()))
                .hasSize(1);
    }

    @Test
    void start_withTheNameOfARunningOneAndOtherInput_isRefused() {
        StateMachine machine = workbench.machine(WAITING);
        workbench.start(machine, "{\"a\": 1}");

        assertRefused("ExecutionAlreadyExists", () -> workbench.start(machine, "{\"a\": 2}"));
    }

    @Test
    void start_withTheNameOfOneThatHasEnded_isRefused() {
        StateMachine machine = workbench.machine(WAITING);
        workbench.start(machine, "{}");
        workbench.advance(60);

        assertRefused("ExecutionAlreadyExists", () -> workbench.start(machine, "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a:b", "a*", "a\nb"})
    void start_withAnInvalidName_isRefused(String name) {
        StateMachine machine = workbench.machine(WAITING);

        assertRefused("InvalidName", () -> workbench.service().executions().start(machine.arn(), name, "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "text"})
    void start_withInputThatIsNotJson_isRefused(String input) {
        StateMachine machine = workbench.machine(WAITING);

        assertRefused("InvalidExecutionInput", () -> workbench.start(machine, input));
    }

    @Test
    void start_withInputOverTheLimit_isRefused() {
        StateMachine machine = workbench.machine(WAITING);

        assertRefused("InvalidExecutionInput", () -> workbench.start(machine, "\"" + "x".repeat(262_143) + "\""));
    }

    @Test
    void unknownArns_areRefused() {
        assertRefused(
                "StateMachineDoesNotExist",
                () -> workbench.service().executions().start("arn:x", "n", "{}"));
        assertRefused(
                "ExecutionDoesNotExist", () -> workbench.service().executions().get("arn:x"));
        assertRefused(
                "ExecutionDoesNotExist", () -> workbench.service().executions().stop("arn:x", "", ""));
        assertRefused(
                "ExecutionDoesNotExist", () -> workbench.service().executions().history("arn:x"));
    }

    @Test
    void list_showsTheNewestFirstAndFiltersByStatus() {
        StateMachine machine = workbench.machine(WAITING);
        Execution first = workbench.service().executions().start(machine.arn(), "first", "{}");
        workbench.advance(30);
        Execution second = workbench.service().executions().start(machine.arn(), "second", "{}");
        workbench.advance(30);

        assertThat(workbench.service().executions().list(machine.arn(), Optional.empty()))
                .extracting(Execution::arn)
                .containsExactly(second.arn(), first.arn());
        assertThat(workbench.service().executions().list(machine.arn(), Optional.of(Status.RUNNING)))
                .extracting(Execution::arn)
                .containsExactly(second.arn());
    }

    @Test
    void stop_abortsTheExecutionAndItsJob() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync", "End": true}}""", "{}");

        Execution stopped = workbench.service().executions().stop(execution.arn(), "Cancelled", "by the user");

        assertThat(stopped.status()).isEqualTo(Status.ABORTED);
        assertThat(stopped.end().orElseThrow().error()).hasValue("Cancelled");
        assertThat(workbench.tasks().stopped()).hasSize(1);
        assertThat(workbench.events(execution)).endsWith("ExecutionAborted");
    }

    @Test
    void stop_ofAnExecutionThatHasEnded_changesNothing() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "End": true}}""", "{}");

        assertThat(workbench.service().executions().stop(execution.arn(), "", ""))
                .isEqualTo(execution);
    }

    @Test
    void history_numbersEventsAndLeadsEachToTheOneBefore() {
        Execution execution = workbench.run("""
                {"A": {"Type": "Pass", "Output": 1, "Next": "B"}, "B": {"Type": "Pass", "End": true}}""", "{\"a\": 1}");

        List<HistoryEvent> history = workbench.service().executions().history(execution.arn());

        assertThat(history).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(history).extracting(HistoryEvent::previous).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(history.get(1)
                        .details()
                        .at("/stateEnteredEventDetails/input")
                        .asText())
                .isEqualTo("{\"a\":1}");
        assertThat(history.get(2)
                        .details()
                        .at("/stateExitedEventDetails/output")
                        .asText())
                .isEqualTo("1");
    }

    @Test
    void runningExecutions_keepTheDefinitionTheyWereStartedWith() {
        StateMachine machine = workbench.machine(WAITING);
        Execution execution = workbench.start(machine, "{}");

        workbench.service().machines().update(machine.arn(), Optional.of("""
                {"QueryLanguage": "JSONata", "StartAt": "B", "States": {"B": {"Type": "Succeed", "Output": "new"}}}"""), Optional.empty());
        workbench.restart();
        workbench.advance(60);

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("{}"));
        assertThat(workbench
                        .output(workbench.service().executions().start(machine.arn(), "later", "{}"))
                        .asText())
                .isEqualTo("new");
    }

    @Test
    void nestedExecution_waitedFor_returnsItsOutputAsJson() {
        StateMachine inner = workbench.machine("""
                {"W": {"Type": "Wait", "Seconds": 5, "Output": {"in": "{% $states.input %}"}, "End": true}}""");
        Execution outer = workbench.run(outer(inner, ".sync:2"), "{\"x\": 1}");
        workbench.advance(1);
        workbench.restart();
        workbench.advance(4);

        assertThat(workbench.output(outer)).isEqualTo(Json.parse("{\"in\": {\"x\": 1}}"));
        assertThat(workbench.service().executions().list(inner.arn(), Optional.empty()))
                .hasSize(1);
    }

    @Test
    void nestedExecution_thatFails_failsTheTask() {
        StateMachine inner = workbench.machine("""
                {"F": {"Type": "Fail", "Error": "Inner"}}""");

        Execution outer = workbench.run(outer(inner, ".sync:2"), "{}");

        assertThat(workbench.error(outer)).isEqualTo("States.TaskFailed");
        assertThat(workbench.latest(outer).end().orElseThrow().cause().orElse(""))
                .contains("\"Error\":\"Inner\"");
    }

    @Test
    void nestedExecution_isStoppedWithTheOneThatWaitsForIt() {
        StateMachine inner = workbench.machine(WAITING);
        Execution outer = workbench.run(outer(inner, ".sync"), "{}");

        workbench.service().executions().stop(outer.arn(), "", "");

        assertThat(workbench.service().executions().list(inner.arn(), Optional.of(Status.ABORTED)))
                .hasSize(1);
    }

    private static String outer(StateMachine inner, String integration) {
        return """
                {"S": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution%s",
                       "Arguments": {"StateMachineArn": "%s", "Input": "{%% $states.input %%}"},
                       "Output": "{%% $states.result.Output %%}", "End": true}}""".formatted(integration, inner.arn());
    }
}
