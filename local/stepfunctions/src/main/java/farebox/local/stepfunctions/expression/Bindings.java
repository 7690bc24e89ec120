package farebox.local.stepfunctions.expression;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the names of an expression stand for: {@code $states}, the workflow's variables and the added functions. */
public final class Bindings {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final JsonataFunctions jsonataFunctions;

    /**
     * @param states the members of {@code $states}
     * @param variables by name, without the dollar sign
     */
    public Bindings(ObjectNode states, Map<String, JsonNode> variables, JsonataFunctions jsonataFunctions) {
        variables.forEach((name, value) -> values.put(name, JsonValues.fromJson(value)));
        values.put("states", JsonValues.fromJson(states));
        this.jsonataFunctions = jsonataFunctions;
    }

    void bindTo(Jsonata.Frame frame) {
        jsonataFunctions.all().forEach(frame::bind);
        values.forEach(frame::bind);
    }
}
