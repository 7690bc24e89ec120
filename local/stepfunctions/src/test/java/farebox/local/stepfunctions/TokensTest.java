package farebox.local.stepfunctions;

import static farebox.local.stepfunctions.interpreter.Execution.Status.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.host.ServiceException;
import farebox.local.stepfunctions.interpreter.Execution;
import org.junit.jupiter.api.Test;

final class TokensTest {
    private static final String CALLBACK = """
            {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
                   "TimeoutSeconds": 100, "HeartbeatSeconds": 10,
                   "Arguments": {"MessageBody": {"token": "{% $states.context.Task.Token %}"}}}}""";

    private final Workbench workbench = new Workbench();

    private Execution waiting() {
        workbench.tasks().returns("sendMessage", "{\"MessageId\": \"m\"}");
        return workbench.run(CALLBACK, "{}");
    }

    private String token() {
        return workbench
                .tasks()
                .arguments("sendMessage")
                .getLast()
                .at("/MessageBody/token")
                .asText();
    }

    @Test
    void succeed_endsTheTaskWithItsOutput() {
        Execution execution = waiting();
        assertThat(workbench.latest(execution).status()).isEqualTo(RUNNING);

        workbench.service().tokens().succeed(token(), "{\"ok\": true}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("{\"ok\": true}"));
        assertThat(workbench.events(execution)).containsSequence("TaskStarted", "TaskSubmitted", "TaskSucceeded");
    }

    @Test
    void fail_failsTheTask() {
        Execution execution = waiting();

        workbench.service().tokens().fail(token(), "Refused", "by hand");

        assertThat(workbench.error(execution)).isEqualTo("Refused");
    }

    @Test
    void token_isGoodForOneAnswer() {
        waiting();
        workbench.service().tokens().succeed(token(), "1");

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> workbench.service().tokens().succeed(token(), "2"))
                .extracting(ServiceException::code)
                .isEqualTo("TaskTimedOut");
    }

    @Test
    void heartbeats_keepTheTaskAliveUntilItsTimeout() {
        Execution execution = waiting();

        for (int beat = 0; beat < 11; beat++) {
            workbench.advance(9);
            workbench.service().tokens().heartbeat(token());
        }
        assertThat(workbench.latest(execution).status()).isEqualTo(RUNNING);
        workbench.advance(1);

        assertThat(workbench.error(execution)).isEqualTo("States.Timeout");
    }

    @Test
    void missedHeartbeat_isAHeartbeatTimeout() {
        Execution execution = waiting();
        workbench.advance(9);
        workbench.service().tokens().heartbeat(token());

        workbench.advance(10);

        assertThat(workbench.error(execution)).isEqualTo("States.HeartbeatTimeout");
    }

    @Test
    void token_survivesARestart() {
        Execution execution = waiting();

        workbench.restart();
        workbench.service().tokens().succeed(token(), "2");

        assertThat(workbench.output(execution).asInt()).isEqualTo(2);
        assertThat(workbench.tasks().arguments("sendMessage"))
                .as("messages sent")
                .hasSize(1);
    }

    @Test
    void output_thatIsNotJson_isRefusedAndTheTaskWaitsOn() {
        Execution execution = waiting();

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> workbench.service().tokens().succeed(token(), "{"))
                .extracting(ServiceException::code)
                .isEqualTo("InvalidOutput");
        assertThat(workbench.latest(execution).status()).isEqualTo(RUNNING);
    }
}
