package farebox.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.template.Deployment;
import farebox.local.template.Workflows;
import java.util.List;
import java.util.stream.Stream;

/** The input of a task: what a schedule says, or what a state of a state machine makes of its own input. */
record TaskForm(EventFile event, Workflows workflows, Deployment.Function function) {
    private static final ObjectMapper JSON = new ObjectMapper();

    List<String> problems() {
        return Stream.concat(scheduled(), ofStates()).anyMatch(this::canBe)
                ? List.of()
                : List.of("nothing calls the function with this");
    }

    private Stream<JsonNode> scheduled() {
        return workflows.schedules().stream()
                .map(schedule -> schedule.request().path("Target"))
                .filter(target -> isFunction(target.path("Arn")))
                .map(target -> parsed(target.path("Input").asText()));
    }

    private Stream<JsonNode> ofStates() {
        return workflows.machines().stream()
                .flatMap(machine -> parsed(machine.definition()).findValues("Arguments").stream())
                .filter(arguments -> isFunction(arguments.path("FunctionName")))
                .map(arguments -> arguments.path("Payload"))
                .filter(JsonNode::isObject);
    }

    /** An ARN may end with an alias. */
    private boolean isFunction(JsonNode arn) {
        return (arn.asText() + ":").contains(":" + function.name() + ":");
    }

    /** The same fields, and the same values but for those that JSONata works out. */
    private boolean canBe(JsonNode payload) {
        JsonNode json = event.json();
        return json.size() == payload.size()
                && payload.properties().stream()
                        .allMatch(field -> json.has(field.getKey())
                                && (isExpression(field.getValue())
                                        || field.getValue().equals(json.get(field.getKey()))));
    }

    private static boolean isExpression(JsonNode value) {
        return value.asText().startsWith("{%");
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }
}
