package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.definition.State;
import farebox.local.stepfunctions.expression.Bindings;
import farebox.local.stepfunctions.expression.JsonataFunctions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the expressions of a state see: its input, the context object and the variables in scope. */
final class Contexts {
    private final JsonataFunctions jsonataFunctions;

    Contexts(JsonataFunctions jsonataFunctions) {
        this.jsonataFunctions = jsonataFunctions;
    }

    Bindings of(Run run, Frame frame) {
        return with(run, frame, Details.none());
    }

    /** @param more members of {@code $states}, such as {@code result} */
    Bindings with(Run run, Frame frame, ObjectNode more) {
        return bindings(run, frame, context(run, frame), more);
    }

    Bindings withToken(Run run, Frame frame, Optional<String> token) {
        ObjectNode context = context(run, frame);
        token.ifPresent(value -> context.set("Task", Details.none().put("Token", value)));
        return bindings(run, frame, context, Details.none());
    }

    Bindings withItem(Run run, Frame frame, Frame.Item item) {
        ObjectNode context = context(run, frame);
        context.set("Map", Details.wrapped("Item", item(item)));
        return bindings(run, frame, context, Details.none());
    }

    private Bindings bindings(Run run, Frame frame, ObjectNode context, ObjectNode more) {
        ObjectNode states = Details.none();
        states.set("input", frame.input());
        states.set("context", context);
        states.setAll(more);
        return new Bindings(states, variables(run, frame), jsonataFunctions);
    }

    /** An inner scope's variable comes before an outer one's; a distributed Map state's iteration sees its own only. */
    private static Map<String, JsonNode> variables(Run run, Frame frame) {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        for (Frame scope : run.lineage(frame)) {
            scope.variables().forEach(variables::putIfAbsent);
            if (iterationOfDistributed(run, scope)) {
                break;
            }
        }
        return variables;
    }

    private static ObjectNode context(Run run, Frame frame) {
        Execution execution = run.execution();
        String machine = execution.origin().stateMachineArn();
        ObjectNode context = Details.none();
        context.set("Execution", execution(run, frame));
        context.set(
                "StateMachine",
                Details.none().put("Id", machine).put("Name", machine.substring(machine.lastIndexOf(':') + 1)));
        context.set(
                "State",
                Details.none()
                        .put("Name", frame.state())
                        .put("EnteredTime", frame.entered().toString())
                        .put("RetryCount", frame.retryCount()));
        item(run, frame).ifPresent(item -> context.set("Map", Details.wrapped("Item", item(item))));
        return context;
    }

    private static ObjectNode execution(Run run, Frame frame) {
        Execution execution = run.execution();
        ObjectNode described = Details.none()
                .put("Id", execution.arn())
                .put("Name", execution.origin().name())
                .put("RoleArn", execution.origin().roleArn())
                .put("StartTime", execution.start().toString())
                .put("RedriveCount", 0);
        described.set("Input", run.input());
        run.lineage(frame).stream()
                .filter(scope -> iterationOfDistributed(run, scope))
                .findFirst()
                .ifPresent(iteration -> asChildExecution(run, iteration, described));
        return described;
    }

    private static void asChildExecution(Run run, Frame iteration, ObjectNode described) {
        Frame map = run.frame(iteration.parent());
        if (map.phase() instanceof Phase.Iterating iterating) {
            String name = MapRuns.childName(iterating, iteration);
            described.put("Id", MapRuns.childArn(run, map, name)).put("Name", name);
        }
    }

    private static boolean iterationOfDistributed(Run run, Frame frame) {
        return !frame.isRoot()
                && run.state(run.frame(frame.parent())) instanceof State.Map map
                && map.distribution().isPresent();
    }

    private static Optional<Frame.Item> item(Run run, Frame frame) {
        List<Frame> lineage = run.lineage(frame);
        return lineage.stream().flatMap(scope -> scope.item().stream()).findFirst();
    }

    private static ObjectNode item(Frame.Item item) {
        ObjectNode described = Details.none().put("Index", item.index());
        item.key().ifPresent(key -> described.put("Key", key));
        described.set("Value", item.value());
        return described.put("Source", item.source());
    }
}
