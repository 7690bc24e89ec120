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
public sealed interface ExpressionTemplate
        permits Expression, ExpressionTemplate.Literal, ExpressionTemplate.Members, ExpressionTemplate.Elements {
    /**
     * @param field the name of the field that holds the value, for messages
     * @throws QueryEvaluationException if an expression in it is not JSONata
     */
    static ExpressionTemplate compile(String field, JsonNode json) {
        if (json instanceof ObjectNode object) {
            Map<String, ExpressionTemplate> members = new LinkedHashMap<>();
            object.properties()
                    .forEach(member ->
                            members.put(member.getKey(), compile(field + "/" + member.getKey(), member.getValue())));
            return new Members(members);
        }
        if (json instanceof ArrayNode array) {
            List<ExpressionTemplate> elements = new ArrayList<>();
            array.forEach(element -> elements.add(compile(field + "/" + elements.size(), element)));
            return new Elements(elements);
        }
        return Expression.in(json.asText(), json.isTextual())
                .<ExpressionTemplate>map(text -> Expression.compile(field, text))
                .orElseGet(() -> new Literal(json));
    }

    /** @throws QueryEvaluationException if an expression fails or has no value */
    JsonNode evaluate(Bindings bindings);

    /** Whether the value is the same whatever it is evaluated with. */
    boolean constant();

    record Literal(JsonNode value) implements ExpressionTemplate {
        @Override
        public JsonNode evaluate(Bindings bindings) {
            return value;
        }

        @Override
        public boolean constant() {
            return true;
        }
    }

    record Members(Map<String, ExpressionTemplate> members) implements ExpressionTemplate {
        @Override
        public JsonNode evaluate(Bindings bindings) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> object.set(name, member.evaluate(bindings)));
            return object;
        }

        @Override
        public boolean constant() {
            return members.values().stream().allMatch(ExpressionTemplate::constant);
        }
    }

    record Elements(List<ExpressionTemplate> elements) implements ExpressionTemplate {
        @Override
        public JsonNode evaluate(Bindings bindings) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            elements.forEach(element -> array.add(element.evaluate(bindings)));
            return array;
        }

        @Override
        public boolean constant() {
            return elements.stream().allMatch(ExpressionTemplate::constant);
        }
    }
}
