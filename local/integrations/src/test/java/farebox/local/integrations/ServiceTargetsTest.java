package farebox.local.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.eventbridge.Targets.Outcome;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.sqs.Delivery;
import farebox.local.sqs.Message;
import farebox.local.sqs.Sqs;
import farebox.local.stepfunctions.StateMachine;
import farebox.local.stepfunctions.StateMachines;
import farebox.local.stepfunctions.StepFunctions;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class ServiceTargetsTest {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T12:00:00Z"));
    private final InMemoryDocuments documents = new InMemoryDocuments();
    private final Sqs sqs = new Sqs(
            "us-east-1", "000000000000", new Sqs.Host(timers, timers, documents, new Random(1), Delivery.inOrder()));
    private final StepFunctions stepFunctions = new StepFunctions(
            new StateMachines.Account("us-east-1", "000000000000"),
            new Engine.Host(timers, timers, documents, new Random(1)),
            new NoTasks());
    private final List<String> invoked = new ArrayList<>();
    private InvokedFunctions.Result result = new InvokedFunctions.Result.Throttled();
    private final ServiceTargets targets = new ServiceTargets(
            (function, payload) -> {
                invoked.add(function + " " + payload);
                return CompletableFuture.completedFuture(result);
            },
            sqs,
            stepFunctions.executions(),
            UUID::randomUUID);

    private static final class NoTasks implements TaskIntegrations {
        @Override
        public boolean supports(TaskResource resource) {
            return false;
        }

        @Override
        public CompletionStage<TaskOutcome> start(TaskRequest request) {
            throw new IllegalStateException("no resource is supported");
        }

        @Override
        public void stop(TaskRequest request) {}
    }

    private Outcome send(String arn, String payload) {
        return targets.send(arn, payload).toCompletableFuture().join();
    }

    @Test
    void function_isInvoked_andTriedAgainWhenItIsThrottled() {
        assertThat(send(FUNCTION, "{\"a\":1}")).isEqualTo(new Outcome.Refused("throttled", true));
        result = new InvokedFunctions.Result.Returned(com.fasterxml.jackson.databind.node.NullNode.instance);
        assertThat(send(FUNCTION, "{\"a\":1}")).isEqualTo(new Outcome.Delivered());
        result = new InvokedFunctions.Result.NotFound();
        assertThat(send(FUNCTION, "{}")).isEqualTo(new Outcome.Refused("there is no such function", false));

        assertThat(invoked).startsWith(FUNCTION + " {\"a\":1}");
        assertThat(send(FUNCTION, "{")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void queue_getsTheTextAsItIs() {
        sqs.create("q", Map.of());

        assertThat(send("arn:aws:sqs:us-east-1:000000000000:q", "some text")).isEqualTo(new Outcome.Delivered());
        assertThat(sqs.get("q").messages()).extracting(Message::body).containsExactly("some text");
        assertThat(send("arn:aws:sqs:us-east-1:000000000000:none", "x"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.retryable()).isFalse());
    }

    @Test
    void stateMachine_isStartedWithThePayload() {
        StateMachine machine = stepFunctions.machines().create("m", """
                {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}""", "arn:role");

        assertThat(send(machine.arn(), "{\"a\":1}")).isEqualTo(new Outcome.Delivered());
        assertThat(stepFunctions.executions().list(machine.arn(), Optional.empty()))
                .extracting(Execution::input)
                .containsExactly("{\"a\":1}");
    }

    @Test
    void anythingElse_isRefusedForGood() {
        assertThat(send("arn:aws:sns:us-east-1:000000000000:t", "{}"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.retryable()).isFalse());
    }
}
