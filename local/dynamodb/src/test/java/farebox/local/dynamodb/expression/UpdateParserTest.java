package farebox.local.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.Value;
import farebox.local.dynamodb.value.ValueReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates and projections as they are written, and what they make of one item. */
final class UpdateParserTest {
    private static final Map<String, Value> VALUES = Map.of(
            ":one", Value.N.of(1),
            ":two", Value.N.of(2),
            ":text", new Value.S("t"),
            ":list", new Value.L(List.of(Value.N.of(7))),
            ":set", new Value.SS(Set.of("a")),
            ":big", new Value.N(new BigDecimal("9e125")));
    private static final String ITEM = """
            {"n": {"N": "5"}, "l": {"L": [{"N": "0"}, {"N": "1"}, {"N": "2"}]},
             "m": {"M": {"x": {"N": "1"}, "y": {"L": [{"S": "p"}, {"S": "q"}]}}}, "s": {"SS": ["a", "b"]}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SET n = :one                            | n | {"N": "1"}
            set n = n - :two                        | n | {"N": "3"}
            SET n = :two + n                        | n | {"N": "7"}
            SET n = (n + :two)                      | n | {"N": "7"}
            SET f = if_not_exists(f, :one)          | f | {"N": "1"}
            SET n = if_not_exists(n, :one)          | n | {"N": "5"}
            SET n = if_not_exists(f, :one) + :two   | n | {"N": "3"}
            SET f = if_not_exists(f, if_not_exists(g, n)) | f | {"N": "5"}
            SET l = list_append(:list, l)           | l | {"L": [{"N": "7"}, {"N": "0"}, {"N": "1"}, {"N": "2"}]}
            SET f = list_append(if_not_exists(f, :list), :list) | f | {"L": [{"N": "7"}, {"N": "7"}]}
            SET l[1] = :text                        | l | {"L": [{"N": "0"}, {"S": "t"}, {"N": "2"}]}
            SET l[5] = :text                        | l | {"L": [{"N": "0"}, {"N": "1"}, {"N": "2"}, {"S": "t"}]}
            SET m.y[0] = :one, m.x = :text          | m | {"M": {"x": {"S": "t"}, "y": {"L": [{"N": "1"}, {"S": "q"}]}}}
            SET m.z = l[2]                          | m | {"M": {"x": {"N": "1"}, "y": {"L": [{"S": "p"}, {"S": "q"}]}, "z": {"N": "2"}}}
            REMOVE l[0], l[2]                       | l | {"L": [{"N": "1"}]}
            REMOVE l[0] SET l[1] = :text            | l | {"L": [{"S": "t"}, {"N": "2"}]}
            REMOVE l[9]                             | l | {"L": [{"N": "0"}, {"N": "1"}, {"N": "2"}]}
            REMOVE m.y                              | m | {"M": {"x": {"N": "1"}}}
            ADD n :two                              | n | {"N": "7"}
            ADD f :two                              | f | {"N": "2"}
            ADD m.x :two REMOVE m.y                 | m | {"M": {"x": {"N": "3"}}}
            ADD f :set                              | f | {"SS": ["a"]}
            DELETE s :set                           | s | {"SS": ["b"]}
            """)
    void update_changes(String source, String attribute, String expected) {
        Update update = UpdateParser.parse(source, placeholders());

        Item changed = UpdateRun.apply(item(ITEM), update);

        assertThat(changed.find(attribute)).contains(ValueReader.value(json(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SET n :one                              | Syntax error; token: ":one", near: "n :one"
            SET n = :one,                           | Syntax error; token: "<EOF>", near: ","
            n = :one                                | Syntax error; token: "n", near: "n ="
            SET n = :one + :one + :one              | Syntax error; token: "+", near: ":one + :one"
            SET n = :one SET f = :one               | The "SET" section can only be used once in an update expression;
            SET name = :one                         | Attribute name is a reserved keyword; reserved keyword: name
            SET n = plus(n, :one)                   | Invalid function name; function: plus
            SET n = :missing                        | An expression attribute value used in expression is not defined; attribute value: :missing
            SET #x = :one                           | An expression attribute name used in the document path is not defined; attribute name: #x
            SET n = :one, n = :two                  | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]
            SET m.x = :one REMOVE m                 | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m]
            SET m.x = :one REMOVE m[1]              | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m, [1]]
            SET n = if_not_exists(n)                | Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1
            SET n = if_not_exists(:one, :one)       | Operator or function requires a document path; operator or function: if_not_exists
            SET n = :one + :text                    | Incorrect operand type for operator or function; operator or function: +, operand type: S
            SET l = list_append(l, :one)            | Incorrect operand type for operator or function; operator or function: list_append, operand type: N
            ADD n :text                             | Incorrect operand type for operator or function; operator: ADD, operand type: STRING
            DELETE n :one                           | Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER
            """)
    void update_isRefused(String source, String message) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(() -> UpdateParser.parse(source, placeholders()))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SET f = g                               | The provided expression refers to an attribute that does not exist in the item
            SET n = n + s                           | An operand in the update expression has an incorrect data type
            SET l = list_append(l, n)               | An operand in the update expression has an incorrect data type
            SET f.x = :one                          | The document path provided in the update expression is invalid for update
            SET n.x = :one                          | The document path provided in the update expression is invalid for update
            SET m[0] = :one                         | The document path provided in the update expression is invalid for update
            ADD s :one                              | An operand in the update expression has an incorrect data type
            ADD n :set                              | An operand in the update expression has an incorrect data type
            DELETE n :set                           | An operand in the update expression has an incorrect data type
            SET n = :big + :big                     | Number overflow. Attempting to store a number with magnitude larger than supported range
            """)
    void update_doesNotFitTheItem(String source, String message) {
        Update update = UpdateParser.parse(source, placeholders());

        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(() -> UpdateRun.apply(item(ITEM), update))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            n                       | {"n": {"N": "5"}}
            n, absent               | {"n": {"N": "5"}}
            m.x                     | {"m": {"M": {"x": {"N": "1"}}}}
            m.y[1], m.x             | {"m": {"M": {"x": {"N": "1"}, "y": {"L": [{"S": "q"}]}}}}
            l[2], l[0]              | {"l": {"L": [{"N": "0"}, {"N": "2"}]}}
            m.absent                | {}
            """)
    void projection_keepsWhatItNames(String source, String expected) {
        Projection projection = Projection.parse(source, placeholders());

        assertThat(projection.of(item(ITEM))).isEqualTo(item(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            n,                      | Syntax error; token: "<EOF>", near: ","
            n m                     | Syntax error; token: "m", near: "n m"
            m, m.x                  | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m], path two: [m, x]
            """)
    void projection_isRefused(String source, String message) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(() -> Projection.parse(source, placeholders()))
                .withMessage(message);
    }

    private static Placeholders placeholders() {
        return new Placeholders(Map.of(), VALUES);
    }

    private static Item item(String text) {
        return ValueReader.item(json(text));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
