package farebox.local.stepfunctions.interpreter;

import farebox.local.host.Documents;
import farebox.local.host.Timers;
import farebox.local.stepfunctions.definition.DefinitionReader;
import farebox.local.stepfunctions.definition.Workflow;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Runs all executions: takes what happens outside one after the other, stores each step, then does what follows. */
public final class Engine {
    private final InstantSource clock;
    private final Timers timers;
    private final TaskIntegrations integrations;
    private final ExecutionStore store;
    private final Interpreter interpreter;
    private final Effects effects = new Effects();
    private final Map<String, Run> running = new HashMap<>();
    private final TreeMap<String, Execution> executions = new TreeMap<>();
    private final Map<String, CompletableFuture<Execution>> ends = new HashMap<>();
    private volatile Consumer<Execution> listener = _ -> {};

    /** What the engine takes from its host. */
    public record Host(InstantSource clock, Timers timers, Documents documents, RandomGenerator random) {}

    public Engine(Host host, TaskIntegrations integrations) {
        this.clock = host.clock();
        this.timers = host.timers();
        this.integrations = integrations;
        this.store = new ExecutionStore(host.documents());
        this.interpreter = new Interpreter(host.clock(), host.random());
        store.executions().forEach(execution -> executions.put(execution.arn(), execution));
    }

    /** @param listener is told of each execution that has ended */
    public void listen(Consumer<Execution> listener) {
        this.listener = listener;
    }

    /** Goes on with the executions that were running when the process ended; to be called once, before all else. */
    public void resume() {
        for (Execution execution : List.copyOf(executions.values())) {
            if (execution.running()) {
                Run run = new Run(execution, workflow(execution), store.frames(execution.arn()));
                change(
                        () -> {
                            running.put(execution.arn(), run);
                            return Optional.of(run);
                        },
                        interpreter::resume);
            }
        }
    }

    /** @param input JSON within the size limit */
    public Execution start(String arn, Execution.Origin origin, String input) {
        Execution execution =
                new Execution(arn, origin, input, clock.instant(), Execution.Status.RUNNING, Optional.empty(), 0, 0);
        Run run = new Run(execution, workflow(execution), List.of());
        change(
                () -> {
                    running.put(arn, run);
                    return Optional.of(run);
                },
                interpreter::start);
        return execution;
    }

    public synchronized Optional<Execution> find(String arn) {
        return Optional.ofNullable(executions.get(arn));
    }

    public synchronized List<Execution> all() {
        return List.copyOf(executions.values());
    }

    public List<HistoryEvent> history(String arn) {
        return store.events(arn);
    }

    /** Does nothing if the execution has ended. */
    public void stop(String arn, String error, String cause) {
        change(() -> Optional.ofNullable(running.get(arn)), run -> interpreter.stop(run, error, cause));
    }

    /** @return whether a task waits for the token */
    public boolean complete(String token, TaskOutcome outcome) {
        Optional<Waiting> waiting = waiting(token);
        waiting.ifPresent(task -> change(
                () -> Optional.ofNullable(running.get(task.arn())),
                run -> interpreter.called(run, task.frame(), new Calls.Answer(task.mark(), true, outcome))));
        return waiting.isPresent();
    }

    /** @return whether a task waits for the token */
    public boolean heartbeat(String token) {
        Optional<Waiting> waiting = waiting(token);
        waiting.ifPresent(task -> change(
                () -> Optional.ofNullable(running.get(task.arn()))
                        .filter(run -> run.find(task.frame()).isPresent()),
                run -> interpreter.heartbeat(run, task.frame())));
        return waiting.isPresent();
    }

    /** The execution once it has ended. */
    public synchronized CompletionStage<Execution> end(String arn) {
        Execution execution = executions.get(arn);
        return execution != null && !execution.running()
                ? CompletableFuture.completedStage(execution)
                : ends.computeIfAbsent(arn, key -> new CompletableFuture<>());
    }

    private record Waiting(String arn, String frame, long mark) {}

    private synchronized Optional<Waiting> waiting(String token) {
        return running.values().stream()
                .flatMap(run -> run.frames().stream()
                        .filter(frame -> frame.phase() instanceof Phase.Calling calling
                                && calling.token().filter(token::equals).isPresent())
                        .map(frame ->
                                new Waiting(run.execution().arn(), frame.id(), ((Phase.Calling) frame.phase()).mark())))
                .findFirst();
    }

    private void change(Supplier<Optional<Run>> which, Consumer<Run> step) {
        synchronized (this) {
            Run run = which.get().orElse(null);
            if (run == null) {
                return;
            }
            step.accept(run);
            Run.Changes changes = run.changes();
            store.save(changes);
            Execution execution = changes.execution();
            executions.put(execution.arn(), execution);
            if (!execution.running()) {
                running.remove(execution.arn());
            }
            changes.effects().forEach(effect -> effects.add(() -> perform(execution.arn(), effect)));
        }
        effects.perform();
    }

    private void perform(String arn, Effect effect) {
        switch (effect) {
            case Effect.Call call -> call(arn, call);
            case Effect.Stop stop -> integrations.stop(stop.request());
            case Effect.Wake wake ->
                timers.at(wake.due(), () -> step(arn, run -> interpreter.wake(run, wake.frame(), wake.mark())));
            case Effect.Ended ended -> ended(ended.execution());
        }
    }

    private void call(String arn, Effect.Call call) {
        var _ = outcome(call.request()).whenComplete((outcome, error) -> {
            TaskOutcome known = error == null
                    ? outcome
                    : new TaskOutcome.Failed(ErrorNames.RUNTIME, "The integration failed: " + error);
            Calls.Answer answer = new Calls.Answer(call.mark(), false, known);
            step(arn, run -> interpreter.called(run, call.frame(), answer));
        });
    }

    private CompletionStage<TaskOutcome> outcome(TaskRequest request) {
        try {
            return integrations.start(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void step(String arn, Consumer<Run> step) {
        change(() -> Optional.ofNullable(running.get(arn)), step);
    }

    private void ended(Execution execution) {
        CompletableFuture<Execution> waiting;
        synchronized (this) {
            waiting = ends.remove(execution.arn());
        }
        if (waiting != null) {
            waiting.complete(execution);
        }
        listener.accept(execution);
    }

    private Workflow workflow(Execution execution) {
        return DefinitionReader.read(execution.origin().definition(), integrations::supports);
    }
}
