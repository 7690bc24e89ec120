package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import farebox.local.stepfunctions.definition.State;
import farebox.local.stepfunctions.expression.Bindings;
import farebox.local.stepfunctions.expression.ExpressionTemplate;
import farebox.local.stepfunctions.interpreter.Phase.Calling;
import farebox.local.stepfunctions.interpreter.Phase.Deadlines;
import farebox.local.stepfunctions.interpreter.Phase.Purpose;
import farebox.local.stepfunctions.interpreter.Phase.Transfer;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskResource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Calls of services: those of Task states, and those by which a Map state reads items and writes results. */
final class Calls {
    private static final int TOKEN_BYTES = 48;
    private static final Transfer NO_TRANSFER =
            new Transfer(JsonNodeFactory.instance.arrayNode(), List.of(), NullNode.instance);

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Contexts contexts;
    private final StateTransitions stateTransitions;

    Calls(InstantSource clock, RandomGenerator random, Contexts contexts, StateTransitions stateTransitions) {
        this.clock = clock;
        this.random = random;
        this.contexts = contexts;
        this.stateTransitions = stateTransitions;
    }

    /**
     * What has come of a call.
     *
     * @param mark of the call
     * @param byToken whether the task's token was returned, rather than the service's response
     */
    record Answer(long mark, boolean byToken, TaskOutcome outcome) {}

    void start(Run run, Frame frame, State.Task task) {
        Optional<String> token = task.resource().waitsForToken() ? Optional.of(newToken()) : Optional.empty();
        Bindings bindings = contexts.withToken(run, frame, token);
        JsonNode arguments = StatePayloads.limited(
                task.arguments().map(given -> given.evaluate(bindings)).orElse(frame.input()),
                "The state '" + frame.state() + "': its arguments");
        Deadlines deadlines = Deadlines.of(
                clock.instant(),
                seconds(task.limits().timeout(), bindings),
                seconds(task.limits().heartbeat(), bindings));
        Frame scheduled = TaskEvents.scheduled(run, frame, clock.instant(), task.resource(), arguments);
        Calling calling =
                new Calling(Purpose.TASK, task.resource(), arguments, run.mark(), token, false, deadlines, NO_TRANSFER);
        begin(run, scheduled, calling, false);
    }

    /** Calls on behalf of a Map state. */
    void transfer(Run run, Frame frame, Purpose purpose, TaskResource resource, JsonNode arguments, Transfer transfer) {
        Calling calling = new Calling(
                purpose, resource, arguments, run.mark(), Optional.empty(), false, Deadlines.NONE, transfer);
        begin(run, frame, calling, false);
    }

    void resume(Run run, Frame frame, Calling calling) {
        if (calling.submitted()) {
            wakeForDeadlines(run, frame, calling);
        } else {
            begin(run, frame, calling, true);
        }
    }

    void ended(Run run, Frame frame, Calling calling, Answer answer) {
        Instant now = clock.instant();
        switch (answer.outcome()) {
            case TaskOutcome.Failed failed -> {
                Frame logged = TaskEvents.failed(run, frame, now, calling.resource(), failed);
                // The service says it is over: there is nothing to stop.
                Frame idle = logged.inPhase(new Phase.Pending());
                run.put(idle);
                stateTransitions.fail(run, idle, failed.error(), failed.cause());
            }
            case TaskOutcome.Succeeded succeeded
            when calling.token().isPresent() && !answer.byToken() -> {
                Frame logged = TaskEvents.submitted(run, frame, now, calling.resource(), succeeded.output());
                run.put(logged.inPhase(calling.afterSubmission()));
            }
            case TaskOutcome.Succeeded succeeded -> succeed(run, frame, calling, succeeded.output());
        }
    }

    void checkDeadlines(Run run, Frame frame, Calling calling) {
        Instant now = clock.instant();
        if (calling.deadlines().timeout().filter(due -> !due.isAfter(now)).isPresent()) {
            Frame logged = TaskEvents.timedOut(run, frame, now, calling.resource(), ErrorNames.TIMEOUT);
            stateTransitions.fail(run, logged, ErrorNames.TIMEOUT, "");
        } else if (calling.deadlines().beat().filter(due -> !due.isAfter(now)).isPresent()) {
            Frame logged = TaskEvents.timedOut(run, frame, now, calling.resource(), ErrorNames.HEARTBEAT_TIMEOUT);
            stateTransitions.fail(run, logged, ErrorNames.HEARTBEAT_TIMEOUT, "");
        }
    }

    void heartbeat(Run run, Frame frame) {
        if (frame.phase() instanceof Calling calling) {
            Calling beaten = calling.beaten(clock.instant());
            run.put(frame.inPhase(beaten));
            wakeForDeadlines(run, frame, beaten);
        }
    }

    private void succeed(Run run, Frame frame, Calling calling, JsonNode output) {
        if (!(run.state(frame) instanceof State.Task task)) {
            throw new IllegalStateException("only a Task state calls for its own result");
        }
        StatePayloads.limited(output, "The state '" + frame.state() + "': its result");
        Frame logged = TaskEvents.succeeded(run, frame, clock.instant(), calling.resource(), output);
        Frame idle = logged.inPhase(new Phase.Pending());
        run.put(idle);
        stateTransitions.leaveWithResult(run, idle, task.exit(), output);
    }

    private static void begin(Run run, Frame frame, Calling calling, boolean resumed) {
        Frame waiting = frame.inPhase(calling);
        run.put(waiting);
        run.call(waiting, calling, resumed);
        wakeForDeadlines(run, waiting, calling);
    }

    private static void wakeForDeadlines(Run run, Frame frame, Calling calling) {
        calling.deadlines().timeout().ifPresent(due -> run.wake(frame, calling.mark(), due));
        calling.deadlines().beat().ifPresent(due -> run.wake(frame, calling.mark(), due));
    }

    private static Optional<Duration> seconds(Optional<ExpressionTemplate> given, Bindings bindings) {
        Optional<JsonNode> value = given.map(expressionTemplate -> expressionTemplate.evaluate(bindings));
        value.filter(number -> !number.isIntegralNumber() || number.asLong() < 1)
                .ifPresent(number -> {
                    throw new StateFailure(
                            ErrorNames.QUERY_EVALUATION_ERROR,
                            "TimeoutSeconds and HeartbeatSeconds must be positive integers, not " + number);
                });
        return value.map(JsonNode::asLong).map(Duration::ofSeconds);
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
