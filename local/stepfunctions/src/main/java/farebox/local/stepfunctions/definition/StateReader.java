package farebox.local.stepfunctions.definition;

import farebox.local.stepfunctions.definition.State.Choice.Rule;
import farebox.local.stepfunctions.definition.State.Exit;
import farebox.local.stepfunctions.definition.State.Next;
import farebox.local.stepfunctions.definition.State.Task.Limits;
import farebox.local.stepfunctions.definition.State.Wait.Unit;
import farebox.local.stepfunctions.expression.ExpressionTemplate;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads one state. */
final class StateReader {
    private static final Pattern VARIABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,79}");

    private final Predicate<TaskResource> supported;
    private final Function<StateFields, Workflow> workflows;
    private final MapReader maps;

    /** @param workflows reads the states below a state */
    StateReader(Predicate<TaskResource> supported, Function<StateFields, Workflow> workflows) {
        this.supported = supported;
        this.workflows = workflows;
        this.maps = new MapReader(this, workflows);
    }

    State read(String name, StateFields stateFields) {
        if (!stateFields.findText("QueryLanguage").orElse("JSONata").equals("JSONata")) {
            throw stateFields.error("Field 'QueryLanguage' must be JSONata; JSONPath is not supported");
        }
        State state = switch (stateFields.text("Type")) {
            case "Pass" -> new State.Pass(name, exit(stateFields));
            case "Succeed" -> new State.Succeed(name, end(stateFields));
            case "Fail" -> new State.Fail(name, stateFields.template("Error"), stateFields.template("Cause"));
            case "Wait" -> wait(name, stateFields);
            case "Choice" -> choice(name, stateFields);
            case "Task" -> task(name, stateFields);
            case "Parallel" -> parallel(name, stateFields);
            case "Map" -> maps.read(name, stateFields);
            case String other -> throw stateFields.error("State type '" + other + "' is not supported");
        };
        stateFields.refuseOthers();
        return state;
    }

    /** The resource of a Task state, an ItemReader or a ResultWriter. */
    TaskResource resource(StateFields stateFields) {
        String arn = stateFields.text("Resource");
        return TaskResource.parse(arn)
                .filter(supported)
                .orElseThrow(() -> new InvalidDefinitionException(
                        "The resource '" + arn + "' is not supported", stateFields.path() + "/Resource"));
    }

    Exit exit(StateFields stateFields) {
        Optional<String> next = stateFields.findText("Next");
        boolean end = stateFields.find("End").filter(value -> value.asBoolean()).isPresent();
        if (next.isPresent() == end) {
            throw stateFields.error("Exactly one of the fields 'Next' and 'End' is required");
        }
        return exit(stateFields, next.<Next>map(Next.To::new).orElseGet(Next.End::new));
    }

    private static Exit end(StateFields stateFields) {
        return new Exit(stateFields.template("Output"), Optional.empty(), new Next.End());
    }

    /** Where a choice or a catcher leads. */
    private static Exit to(StateFields stateFields, String field) {
        return exit(stateFields, new Next.To(stateFields.text(field)));
    }

    private static Exit exit(StateFields stateFields, Next next) {
        stateFields
                .findObject("Assign")
                .ifPresent(assign -> assign.names().forEach(name -> checkVariable(assign, name)));
        return new Exit(stateFields.template("Output"), stateFields.template("Assign"), next);
    }

    private static void checkVariable(StateFields assign, String name) {
        if (name.equals("states") || !VARIABLE.matcher(name).matches()) {
            throw assign.error("'" + name + "' is not a valid name of a variable");
        }
    }

    private State wait(String name, StateFields stateFields) {
        boolean seconds = stateFields.has("Seconds");
        if (seconds == stateFields.has("Timestamp")) {
            throw stateFields.error("Exactly one of the fields 'Seconds' and 'Timestamp' is required");
        }
        Optional<ExpressionTemplate> until =
                seconds ? stateFields.numeric("Seconds") : stateFields.template("Timestamp");
        return new State.Wait(name, until.orElseThrow(), seconds ? Unit.SECONDS : Unit.TIMESTAMP, exit(stateFields));
    }

    private State choice(String name, StateFields stateFields) {
        List<Rule> rules =
                stateFields.objects("Choices").stream().map(StateReader::rule).toList();
        if (rules.isEmpty()) {
            throw stateFields.error("Field 'Choices' must have at least one rule");
        }
        Optional<Exit> otherwise =
                stateFields.has("Default") ? Optional.of(to(stateFields, "Default")) : Optional.empty();
        return new State.Choice(name, rules, otherwise);
    }

    private static Rule rule(StateFields stateFields) {
        ExpressionTemplate condition = stateFields
                .template("Condition")
                .orElseThrow(() -> stateFields.error("Missing the required field 'Condition'"));
        Rule rule = new Rule(condition, to(stateFields, "Next"));
        stateFields.refuseOthers();
        return rule;
    }

    private State task(String name, StateFields stateFields) {
        TaskResource resource = resource(stateFields);
        Limits limits = new Limits(stateFields.numeric("TimeoutSeconds"), stateFields.numeric("HeartbeatSeconds"));
        return new State.Task(
                name,
                resource,
                stateFields.template("Arguments"),
                limits,
                RecoveryReader.read(stateFields),
                exit(stateFields));
    }

    private State parallel(String name, StateFields stateFields) {
        List<Workflow> branches =
                stateFields.objects("Branches").stream().map(workflows).toList();
        if (branches.isEmpty()) {
            throw stateFields.error("Field 'Branches' must have at least one branch");
        }
        return new State.Parallel(
                name, branches, stateFields.template("Arguments"), RecoveryReader.read(stateFields), exit(stateFields));
    }

    /** @return where a catcher leads */
    static Exit fallback(StateFields stateFields) {
        return to(stateFields, "Next");
    }
}
