package farebox.local.stepfunctions.definition;

import farebox.local.stepfunctions.definition.State.Choice.Rule;
import farebox.local.stepfunctions.definition.State.Exit;
import farebox.local.stepfunctions.definition.State.Next;
import farebox.local.stepfunctions.definition.State.Task.Limits;
import farebox.local.stepfunctions.definition.State.Wait.Unit;
import farebox.local.stepfunctions.expression.Template;
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
    private final Function<Fields, Workflow> workflows;
    private final MapReader maps;

    /** @param workflows reads the states below a state */
    StateReader(Predicate<TaskResource> supported, Function<Fields, Workflow> workflows) {
        this.supported = supported;
        this.workflows = workflows;
        this.maps = new MapReader(this, workflows);
    }

    State read(String name, Fields fields) {
        if (!fields.findText("QueryLanguage").orElse("JSONata").equals("JSONata")) {
            throw fields.error("Field 'QueryLanguage' must be JSONata; JSONPath is not supported");
        }
        State state = switch (fields.text("Type")) {
            case "Pass" -> new State.Pass(name, exit(fields));
            case "Succeed" -> new State.Succeed(name, end(fields));
            case "Fail" -> new State.Fail(name, fields.template("Error"), fields.template("Cause"));
            case "Wait" -> wait(name, fields);
            case "Choice" -> choice(name, fields);
            case "Task" -> task(name, fields);
            case "Parallel" -> parallel(name, fields);
            case "Map" -> maps.read(name, fields);
            case String other -> throw fields.error("State type '" + other + "' is not supported");
        };
        fields.refuseOthers();
        return state;
    }

    /** The resource of a Task state, an ItemReader or a ResultWriter. */
    TaskResource resource(Fields fields) {
        String arn = fields.text("Resource");
        return TaskResource.parse(arn)
                .filter(supported)
                .orElseThrow(() -> new InvalidDefinitionException(
                        "The resource '" + arn + "' is not supported", fields.path() + "/Resource"));
    }

    Exit exit(Fields fields) {
        Optional<String> next = fields.findText("Next");
        boolean end = fields.find("End").filter(value -> value.asBoolean()).isPresent();
        if (next.isPresent() == end) {
            throw fields.error("Exactly one of the fields 'Next' and 'End' is required");
        }
        return exit(fields, next.<Next>map(Next.To::new).orElseGet(Next.End::new));
    }

    private static Exit end(Fields fields) {
        return new Exit(fields.template("Output"), Optional.empty(), new Next.End());
    }

    /** Where a choice or a catcher leads. */
    private static Exit to(Fields fields, String field) {
        return exit(fields, new Next.To(fields.text(field)));
    }

    private static Exit exit(Fields fields, Next next) {
        fields.findObject("Assign").ifPresent(assign -> assign.names().forEach(name -> checkVariable(assign, name)));
        return new Exit(fields.template("Output"), fields.template("Assign"), next);
    }

    private static void checkVariable(Fields assign, String name) {
        if (name.equals("states") || !VARIABLE.matcher(name).matches()) {
            throw assign.error("'" + name + "' is not a valid name of a variable");
        }
    }

    private State wait(String name, Fields fields) {
        boolean seconds = fields.has("Seconds");
        if (seconds == fields.has("Timestamp")) {
            throw fields.error("Exactly one of the fields 'Seconds' and 'Timestamp' is required");
        }
        Optional<Template> until = seconds ? fields.numeric("Seconds") : fields.template("Timestamp");
        return new State.Wait(name, until.orElseThrow(), seconds ? Unit.SECONDS : Unit.TIMESTAMP, exit(fields));
    }

    private State choice(String name, Fields fields) {
        List<Rule> rules =
                fields.objects("Choices").stream().map(StateReader::rule).toList();
        if (rules.isEmpty()) {
            throw fields.error("Field 'Choices' must have at least one rule");
        }
        Optional<Exit> otherwise = fields.has("Default") ? Optional.of(to(fields, "Default")) : Optional.empty();
        return new State.Choice(name, rules, otherwise);
    }

    private static Rule rule(Fields fields) {
        Template condition =
                fields.template("Condition").orElseThrow(() -> fields.error("Missing the required field 'Condition'"));
        Rule rule = new Rule(condition, to(fields, "Next"));
        fields.refuseOthers();
        return rule;
    }

    private State task(String name, Fields fields) {
        TaskResource resource = resource(fields);
        Limits limits = new Limits(fields.numeric("TimeoutSeconds"), fields.numeric("HeartbeatSeconds"));
        return new State.Task(
                name, resource, fields.template("Arguments"), limits, RecoveryReader.read(fields), exit(fields));
    }

    private State parallel(String name, Fields fields) {
        List<Workflow> branches =
                fields.objects("Branches").stream().map(workflows).toList();
        if (branches.isEmpty()) {
            throw fields.error("Field 'Branches' must have at least one branch");
        }
        return new State.Parallel(
                name, branches, fields.template("Arguments"), RecoveryReader.read(fields), exit(fields));
    }

    /** @return where a catcher leads */
    static Exit fallback(Fields fields) {
        return to(fields, "Next");
    }
}
