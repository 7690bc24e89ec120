package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import farebox.local.stepfunctions.definition.State;
import farebox.local.stepfunctions.expression.Bindings;
import farebox.local.stepfunctions.expression.ExpressionTemplate;
import farebox.local.stepfunctions.expression.JsonataFunctions;
import farebox.local.stepfunctions.expression.QueryEvaluationException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Runs states until nothing is left to do before something from outside happens. */
final class Interpreter {
    private static final long MAX_EVENTS = 25_000;
    private static final String TOO_MANY_EVENTS =
            "The execution reached the maximum number of history events (" + MAX_EVENTS + ").";
    private static final double MAX_SECONDS = 99_999_999;

    private final InstantSource clock;
    private final Contexts contexts;
    private final StateTransitions stateTransitions;
    private final Calls calls;
    private final Iterations iterations;

    Interpreter(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.contexts = new Contexts(new JsonataFunctions(clock, random));
        this.stateTransitions = new StateTransitions(clock, random, contexts);
        this.calls = new Calls(clock, random, contexts, stateTransitions);
        this.iterations = new Iterations(contexts, stateTransitions, calls);
    }

    /** Begins an execution that has no frames yet. */
    void start(Run run) {
        Frame root = stateTransitions.newFrame(Frame.ROOT, Optional.empty(), 0);
        run.put(root);
        root = run.log(root, clock.instant(), "ExecutionStarted", Details.executionStarted(run.execution()));
        run.timeout().ifPresent(timeout -> wakeForTimeout(run, timeout));
        stateTransitions.enter(run, root, run.workflow(root).startAt(), run.input());
        proceed(run);
    }

    /** Sets again, after a restart, what is waited for. */
    void resume(Run run) {
        run.timeout().ifPresent(timeout -> wakeForTimeout(run, timeout));
        for (Frame frame : run.frames()) {
            switch (frame.phase()) {
                case Phase.Ready ready -> run.put(frame);
                case Phase.Sleeping sleeping -> run.wake(frame, sleeping.mark(), sleeping.until());
                case Phase.Calling calling -> calls.resume(run, frame, calling);
                case Phase.Pending pending -> {}
                case Phase.Branching branching -> {}
                case Phase.Iterating iterating -> {}
                case Phase.Succeeded succeeded -> {}
                case Phase.Failed failed -> {}
            }
        }
        proceed(run);
    }

    /** A timer has gone off; one that belongs to an earlier phase changes nothing. */
    void wake(Run run, String id, long mark) {
        if (mark == Effect.EXECUTION_TIMEOUT) {
            stateTransitions.end(run, Execution.Status.TIMED_OUT, ErrorNames.TIMEOUT, "");
            return;
        }
        Frame frame = run.find(id).orElse(null);
        if (frame == null) {
            return;
        }
        guarded(run, frame, () -> {
            switch (frame.phase()) {
                case Phase.Sleeping sleeping when sleeping.mark() == mark -> awaken(run, frame);
                case Phase.Calling calling when calling.mark() == mark -> calls.checkDeadlines(run, frame, calling);
                default -> {}
            }
        });
        proceed(run);
    }

    /** A service has answered, or a token has been returned. */
    void called(Run run, String id, Calls.Answer answer) {
        Frame frame = run.find(id).orElse(null);
        if (frame == null || !(frame.phase() instanceof Phase.Calling calling) || calling.mark() != answer.mark()) {
            return;
        }
        guarded(run, frame, () -> {
            switch (calling.purpose()) {
                case TASK -> calls.ended(run, frame, calling, answer);
                case READ_ITEMS -> iterations.itemsRead(run, frame, calling, answer.outcome());
                case WRITE_RESULTS -> iterations.resultsWritten(run, frame, calling, answer.outcome());
            }
        });
        proceed(run);
    }

    void heartbeat(Run run, String id) {
        calls.heartbeat(run, run.frame(id));
    }

    void stop(Run run, String error, String cause) {
        stateTransitions.end(run, Execution.Status.ABORTED, error, cause);
    }

    private void proceed(Run run) {
        while (run.execution().running()) {
            Optional<Frame> ended = run.nextEndedChild();
            Optional<Frame> ready = ended.isPresent() ? Optional.empty() : run.nextReady();
            if (ended.isEmpty() && ready.isEmpty()) {
                return;
            }
            if (run.execution().events() >= MAX_EVENTS) {
                stateTransitions.end(run, Execution.Status.FAILED, ErrorNames.RUNTIME, TOO_MANY_EVENTS);
                return;
            }
            ended.ifPresent(child -> guarded(run, run.frame(child.parent()), () -> childEnded(run, child)));
            ready.ifPresent(frame -> guarded(run, frame, () -> step(run, frame)));
        }
    }

    private void childEnded(Run run, Frame child) {
        Frame above = run.frame(child.parent()).afterEvent(child.lastEvent());
        switch (run.state(above)) {
            case State.Parallel parallel -> iterations.branchEnded(run, above, parallel, child);
            case State.Map map -> iterations.ended(run, above, map, child);
            default -> throw new IllegalStateException("a " + run.state(above).type() + " state has no children");
        }
    }

    private void guarded(Run run, Frame frame, Runnable work) {
        try {
            work.run();
        } catch (QueryEvaluationException e) {
            stateTransitions.fail(run, run.frame(frame.id()), ErrorNames.QUERY_EVALUATION_ERROR, e.message());
        } catch (StateFailure e) {
            stateTransitions.fail(run, run.frame(frame.id()), e.error(), e.cause());
        }
    }

    private void step(Run run, Frame frame) {
        switch (run.state(frame)) {
            case State.Pass pass -> stateTransitions.leave(run, frame, pass.exit(), frame.input());
            case State.Succeed succeed -> stateTransitions.leave(run, frame, succeed.exit(), frame.input());
            case State.Fail fail -> fail(run, frame, fail);
            case State.Wait wait -> sleep(run, frame, wait);
            case State.Choice choice -> choose(run, frame, choice);
            case State.Task task -> calls.start(run, frame, task);
            case State.Parallel parallel -> iterations.branch(run, frame, parallel);
            case State.Map map -> iterations.start(run, frame, map);
        }
    }

    private void fail(Run run, Frame frame, State.Fail fail) {
        Bindings bindings = contexts.of(run, frame);
        stateTransitions.fail(run, frame, text(fail.error(), bindings), text(fail.cause(), bindings));
    }

    private static String text(Optional<ExpressionTemplate> template, Bindings bindings) {
        JsonNode value = template.map(given -> given.evaluate(bindings)).orElse(null);
        if (value != null && !value.isTextual()) {
            throw new StateFailure(ErrorNames.QUERY_EVALUATION_ERROR, "Error and Cause must be strings, not " + value);
        }
        return value == null ? "" : value.asText();
    }

    private void choose(Run run, Frame frame, State.Choice choice) {
        Bindings bindings = contexts.of(run, frame);
        for (State.Choice.Rule rule : choice.rules()) {
            JsonNode held = rule.condition().evaluate(bindings);
            if (!(held instanceof BooleanNode)) {
                throw new StateFailure(ErrorNames.QUERY_EVALUATION_ERROR, "A Condition must be a boolean, not " + held);
            }
            if (held.booleanValue()) {
                stateTransitions.leave(run, frame, rule.exit(), frame.input());
                return;
            }
        }
        State.Exit otherwise = choice.otherwise()
                .orElseThrow(() -> new StateFailure(ErrorNames.NO_CHOICE_MATCHED, "No choice rule matched the input."));
        stateTransitions.leave(run, frame, otherwise, frame.input());
    }

    private void sleep(Run run, Frame frame, State.Wait wait) {
        JsonNode until = wait.until().evaluate(contexts.of(run, frame));
        Instant due = switch (wait.unit()) {
            case SECONDS -> clock.instant().plus(seconds(until));
            case TIMESTAMP -> timestamp(until);
        };
        stateTransitions.sleep(run, frame, due);
    }

    private static Duration seconds(JsonNode value) {
        if (!value.isIntegralNumber() || value.asDouble() < 0 || value.asDouble() > MAX_SECONDS) {
            throw new StateFailure(
                    ErrorNames.QUERY_EVALUATION_ERROR, "Seconds must be an integer from 0 to 99999999, not " + value);
        }
        return Duration.ofSeconds(value.asLong());
    }

    private static Instant timestamp(JsonNode value) {
        try {
            return OffsetDateTime.parse(value.asText()).toInstant();
        } catch (DateTimeException e) {
            throw new StateFailure(
                    ErrorNames.QUERY_EVALUATION_ERROR, "Timestamp must be an RFC 3339 time, not " + value);
        }
    }

    private void awaken(Run run, Frame frame) {
        if (run.state(frame) instanceof State.Wait wait) {
            stateTransitions.leave(run, frame, wait.exit(), frame.input());
        } else {
            run.put(frame.inPhase(new Phase.Ready()));
        }
    }

    private static void wakeForTimeout(Run run, Duration timeout) {
        run.wake(
                run.frame(Frame.ROOT),
                Effect.EXECUTION_TIMEOUT,
                run.execution().start().plus(timeout));
    }
}
