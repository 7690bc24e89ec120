package farebox.local.stepfunctions.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value of a definition, its expressions compiled. */
public sealed interface Template permits Expression, Template.Literal, Template.Members, Template.Elements {
    /**
     * @param field the name of the field that holds the value, for messages
     * @throws QueryEvaluationException if an expression in it is not JSONata
     */
    static Template compile(String field, JsonNode json) {
        if (json instanceof ObjectNode object) {
            Map<String, Template> members = new LinkedHashMap<>();
            object.properties()
                    .forEach(member ->
                            members.put(member.getKey(), compile(field + "/" + member.getKey(), member.getValue())));
            return new Members(members);
        }
        if (json instanceof ArrayNode array) {
            List<Template> elements = new ArrayList<>();
            array.forEach(element -> elements.add(compile(field + "/" + elements.size(), element)));
            return new Elements(elements);
        }
        return Expression.in(json.asText(), json.isTextual())
                .<Template>map(text -> Expression.compile(field, text))
                .orElseGet(() -> new Literal(json));
    }

    /** @throws QueryEvaluationException if an expression fails or has no value */
    JsonNode evaluate(Bindings bindings);

    /** Whether the value is the same whatever it is evaluated with. */
    boolean constant();

    record Literal(JsonNode value) implements Template {
        @Override
        public JsonNode evaluate(Bindings bindings) {
            return value;
        }

        @Override
        public boolean constant() {
            return true;
        }
    }

    record Members(Map<String, Template> members) implements Template {
        @Override
        public JsonNode evaluate(Bindings bindings) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> object.set(name, member.evaluate(bindings)));
            return object;
        }

        @Override
        public boolean constant() {
            return members.values().stream().allMatch(Template::constant);
        }
    }

    record Elements(List<Template> elements) implements Template {
        @Override
        public JsonNode evaluate(Bindings bindings) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            elements.forEach(element -> array.add(element.evaluate(bindings)));
            return array;
        }

        @Override
        public boolean constant() {
            return elements.stream().allMatch(Template::constant);
        }
    }
}
