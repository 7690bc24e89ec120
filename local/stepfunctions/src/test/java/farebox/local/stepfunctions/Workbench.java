package farebox.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.interpreter.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Step Functions on a clock that tests move, with documents that outlive it. */
final class Workbench {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final String ROLE = "arn:aws:iam::000000000000:role/test";

    private final InMemoryDocuments documents = new InMemoryDocuments();
    private final ManualTimers timers = new ManualTimers(START);
    private final ScriptedTasks tasks = new ScriptedTasks();
    private StepFunctions service = build();
    private int machines;

    ScriptedTasks tasks() {
        return tasks;
    }

    StepFunctions service() {
        return service;
    }

    /** The process ends and another one begins. */
    void restart() {
        timers.clear();
        service = build();
        service.resume();
    }

    void advance(long seconds) {
        timers.advance(Duration.ofSeconds(seconds));
    }

    Instant now() {
        return timers.instant();
    }

    /** A machine of these states, which begins with the first. */
    StateMachine machine(String states) {
        String first = Json.parse(states).properties().iterator().next().getKey();
        return create("""
                {"QueryLanguage": "JSONata", "StartAt": "%s", "States": %s}""".formatted(first, states));
    }

    StateMachine create(String definition) {
        return service.machines().create("machine-" + machines++, definition, ROLE);
    }

    Execution start(StateMachine machine, String input) {
        return service.executions().start(machine.arn(), "run", input);
    }

    /** Starts a machine of these states; the execution may have ended, or wait for something. */
    Execution run(String states, String input) {
        return latest(start(machine(states), input));
    }

    Execution latest(Execution execution) {
        return service.executions().get(execution.arn());
    }

    JsonNode output(Execution execution) {
        Execution.End end = latest(execution).end().orElseThrow();
        return Json.parse(end.output()
                .orElseThrow(() -> new AssertionError(latest(execution).toString())));
    }

    String error(Execution execution) {
        return latest(execution).end().flatMap(Execution.End::error).orElse("none");
    }

    List<String> events(Execution execution) {
        return service.executions().history(execution.arn()).stream()
                .map(HistoryEvent::type)
                .toList();
    }

    private StepFunctions build() {
        return new StepFunctions(
                new StateMachines.Account("us-east-1", "000000000000"),
                new Engine.Host(timers, timers, documents, new Random(1)),
                tasks);
    }
}
