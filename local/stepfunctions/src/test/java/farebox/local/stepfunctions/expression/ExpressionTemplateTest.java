package farebox.local.stepfunctions.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonataFunctions jsonataFunctions =
            new JsonataFunctions(InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")), new Random(1));

    private JsonNode evaluate(String expression) throws JsonProcessingException {
        ObjectNode states = (ObjectNode) JSON.readTree("{\"input\": {\"n\": null, \"l\": [1, 2]}}");
        Bindings bindings = new Bindings(states, Map.of("x", JSON.readTree("3")), jsonataFunctions);
        return ExpressionTemplate.compile("Output", new TextNode("{% " + expression + " %}"))
                .evaluate(bindings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$x * 2                             | 6",
                "$x / 2                             | 1.5",
                "10000000000 * 10                   | 100000000000",
                "$states.input.n                    | null",
                "{'a': $states.input.n}             | {\"a\": null}",
                "$states.input.l[0]                 | 1",
                "[]                                 | []",
                "$partition([1, 2, 3, 4, 5], 2)     | [[1, 2], [3, 4], [5]]",
                "$range(0, 10, 5)                   | [0, 5, 10]",
                "$range(3, 1, -1)                   | [3, 2, 1]",
                "$hash('abc', 'SHA-1')              | \"a9993e364706816aba3e25717850c26c9cd0d89d\"",
                "$parse('{\"a\": [1, null]}')       | {\"a\": [1, null]}",
                "$random(7) = $random(7)            | true",
                "$millis()                          | 1772366400000",
                "$now()                             | \"2026-03-01T12:00:00.000Z\"",
                "$length($uuid())                   | 36",
                "$uuid() = $uuid()                  | false",
                "$map([1, 2], function($v) {$v * 2}) | [2, 4]",
            })
    void expression_hasItsValue(String expression, String expected) throws JsonProcessingException {
        assertThat(evaluate(expression)).isEqualTo(JSON.readTree(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$states.input.missing",
                "$",
                "n",
                "$unknown()",
                "'a' + 1",
                "$eval('1')",
                "$parse('{')",
                "$hash('abc', 'CRC')",
                "$range(1, 10, 0)",
                "$partition(1, 2)",
                "function($x) {$x}",
                "$number('abc')",
                "($f := function($n) {1 + $f($n)}; $f(1))"
            })
    void expression_withoutAUsableValue_isAnError(String expression) {
        assertThatExceptionOfType(QueryEvaluationException.class)
                .isThrownBy(() -> evaluate(expression))
                .withMessageContaining("'" + expression + "' specified for the field 'Output'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{%", "%}", " {% 1 %}", "{% 1 %} ", "a {% 1 %}", "{% 1 }"})
    void text_thatIsNotDelimitedFromEndToEnd_isTakenAsItStands(String text) {
        ExpressionTemplate expressionTemplate = ExpressionTemplate.compile("Output", new TextNode(text));

        assertThat(expressionTemplate.constant()).isTrue();
    }

    @Test
    void expression_thatIsNotJsonata_isRefusedWhenCompiled() {
        assertThatExceptionOfType(QueryEvaluationException.class)
                .isThrownBy(() -> ExpressionTemplate.compile("Output", new TextNode("{% 1 + %}")))
                .withMessageContaining("1 +");
    }
}
