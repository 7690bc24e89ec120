package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.definition.Recovery;
import farebox.local.stepfunctions.definition.Recovery.Catcher;
import farebox.local.stepfunctions.definition.Recovery.Retrier;
import farebox.local.stepfunctions.definition.State;
import farebox.local.stepfunctions.definition.State.Exit;
import farebox.local.stepfunctions.definition.State.Next;
import farebox.local.stepfunctions.expression.Bindings;
import farebox.local.stepfunctions.expression.QueryEvaluationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How a state is entered, left, retried and failed, and what that means for the workflow around it. */
final class StateTransitions {
    /** A loop inside an iteration of a distributed Map state, which the history does not bound. */
    private static final int MAX_STEPS = 10_000;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Contexts contexts;

    StateTransitions(InstantSource clock, RandomGenerator random, Contexts contexts) {
        this.clock = clock;
        this.random = random;
        this.contexts = contexts;
    }

    /** A frame that has not entered a state. */
    Frame newFrame(String id, Optional<Frame.Item> item, long lastEvent) {
        return new Frame(
                id,
                "",
                NullNode.instance,
                Map.of(),
                clock.instant(),
                0,
                List.of(),
                lastEvent,
                item,
                new Phase.Pending());
    }

    void enter(Run run, Frame frame, String state, JsonNode input) {
        if (frame.steps() >= MAX_STEPS) {
            finish(run, frame, new Phase.Failed(ErrorNames.RUNTIME, "The workflow entered " + MAX_STEPS + " states."));
            return;
        }
        Frame entered = frame.inState(state, input, clock.instant());
        run.put(log(run, entered, stateEvent(run, entered, "Entered"), Details.entered(state, input)));
    }

    /** Leaves a state whose output is its input or result unless it says otherwise. */
    void leave(Run run, Frame frame, Exit exit, JsonNode otherwise) {
        leave(run, frame, exit, otherwise, Details.none());
    }

    /** Leaves a state that has a result. */
    void leaveWithResult(Run run, Frame frame, Exit exit, JsonNode result) {
        leave(run, frame, exit, result, Details.none().set("result", result));
    }

    /** Retries the state, catches the error, or fails the workflow. */
    void fail(Run run, Frame failing, String error, String cause) {
        State state = run.state(failing);
        run.stopCall(failing);
        run.removeBelow(failing);
        Frame frame = failing.inPhase(new Phase.Pending());
        run.put(frame);
        Recovery recovery = recovery(state);
        for (int index = 0; index < recovery.retriers().size(); index++) {
            Retrier retrier = recovery.retriers().get(index);
            if (ErrorNames.matches(retrier.errors(), error, state)) {
                if (frame.retriesOf(index) < retrier.maxAttempts()) {
                    retry(run, frame, index, retrier);
                    return;
                }
                break;
            }
        }
        recovery.catchers().stream()
                .filter(catcher -> ErrorNames.matches(catcher.errors(), error, state))
                .findFirst()
                .ifPresentOrElse(
                        catcher -> fallBack(run, frame, catcher, new Phase.Failed(error, cause)),
                        () -> finish(run, frame, new Phase.Failed(error, cause)));
    }

    void sleep(Run run, Frame frame, Instant until) {
        long mark = run.mark();
        run.put(frame.inPhase(new Phase.Sleeping(until, mark)));
        run.wake(frame, mark, until);
    }

    /** Ends the execution without a result. */
    void end(Run run, Execution.Status status, String error, String cause) {
        String event = switch (status) {
            case FAILED -> "executionFailed";
            case TIMED_OUT -> "executionTimedOut";
            case ABORTED -> "executionAborted";
            case RUNNING, SUCCEEDED -> throw new IllegalArgumentException(status.name());
        };
        String type = Character.toUpperCase(event.charAt(0)) + event.substring(1);
        log(run, run.frame(Frame.ROOT), type, Details.failure(event, error, cause));
        run.end(status, new Execution.End(clock.instant(), Optional.empty(), present(error), present(cause)));
    }

    Frame log(Run run, Frame frame, String type, ObjectNode details) {
        return run.log(frame, clock.instant(), type, details);
    }

    /** The outputs of the frames below that have succeeded, in their order. */
    ArrayNode collect(Run run, Frame frame, int count) {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        for (int index = 0; index < count; index++) {
            if (run.frame(frame.child(index)).phase() instanceof Phase.Succeeded succeeded) {
                outputs.add(succeeded.output());
            }
        }
        return outputs;
    }

    private void leave(Run run, Frame frame, Exit exit, JsonNode otherwise, ObjectNode more) {
        Bindings bindings = contexts.with(run, frame, more);
        String state = "The state '" + frame.state() + "': its ";
        JsonNode output = StatePayloads.limited(
                exit.output()
                        .map(expressionTemplate -> expressionTemplate.evaluate(bindings))
                        .orElse(otherwise),
                state + "output");
        Map<String, JsonNode> assigned = new LinkedHashMap<>();
        exit.assign()
                .map(expressionTemplate ->
                        StatePayloads.limited(expressionTemplate.evaluate(bindings), state + "assigned variables"))
                .ifPresent(values ->
                        values.properties().forEach(variable -> assigned.put(variable.getKey(), variable.getValue())));
        Frame left = log(run, frame, stateEvent(run, frame, "Exited"), Details.exited(frame.state(), output));
        Frame after = left.assigned(assigned);
        switch (exit.next()) {
            case Next.To to -> enter(run, after, to.state(), output);
            case Next.End end -> finish(run, after, new Phase.Succeeded(output));
        }
    }

    private void retry(Run run, Frame frame, int index, Retrier retrier) {
        Duration delay = retrier.delay(frame.retriesOf(index));
        Duration wait = retrier.jitter() ? Duration.ofMillis(random.nextLong(delay.toMillis() + 1)) : delay;
        sleep(run, frame.retried(index), clock.instant().plus(wait));
    }

    private void fallBack(Run run, Frame frame, Catcher catcher, Phase.Failed failure) {
        ObjectNode errorOutput = Details.none().put("Error", failure.error()).put("Cause", failure.cause());
        try {
            leave(run, frame, catcher.exit(), errorOutput, Details.none().set("errorOutput", errorOutput));
        } catch (QueryEvaluationException e) {
            finish(run, frame, new Phase.Failed(ErrorNames.QUERY_EVALUATION_ERROR, e.message()));
        } catch (StateFailure e) {
            finish(run, frame, new Phase.Failed(e.error(), e.cause()));
        }
    }

    private void finish(Run run, Frame frame, Phase outcome) {
        if (!frame.isRoot()) {
            run.put(frame.inPhase(outcome));
            run.childEnded(frame.id());
            return;
        }
        switch (outcome) {
            case Phase.Failed failed -> end(run, Execution.Status.FAILED, failed.error(), failed.cause());
            case Phase.Succeeded succeeded -> succeed(run, frame, succeeded.output());
            default -> throw new IllegalArgumentException("not an end: " + outcome);
        }
    }

    private void succeed(Run run, Frame frame, JsonNode output) {
        log(run, frame, "ExecutionSucceeded", Details.executionSucceeded(output));
        run.end(
                Execution.Status.SUCCEEDED,
                new Execution.End(clock.instant(), Optional.of(output.toString()), Optional.empty(), Optional.empty()));
    }

    private static String stateEvent(Run run, Frame frame, String what) {
        return run.state(frame).type() + "State" + what;
    }

    private static Recovery recovery(State state) {
        return switch (state) {
            case State.Task task -> task.recovery();
            case State.Parallel parallel -> parallel.recovery();
            case State.Map map -> map.recovery();
            case State.Pass other -> Recovery.NONE;
            case State.Wait other -> Recovery.NONE;
            case State.Choice other -> Recovery.NONE;
            case State.Succeed other -> Recovery.NONE;
            case State.Fail other -> Recovery.NONE;
        };
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(given -> !given.isEmpty());
    }
}
