package farebox.local.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.value.Bytes;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions as they are written, and whether one item meets them. */
final class ConditionParserTest {
    private static final Map<String, Value> VALUES = Map.ofEntries(
            Map.entry(":one", Value.N.of(1)),
            Map.entry(":two", Value.N.of(2)),
            Map.entry(":three", Value.N.of(3)),
            Map.entry(":text", new Value.S("hello")),
            Map.entry(":he", new Value.S("he")),
            Map.entry(":typeS", new Value.S("S")),
            Map.entry(":typeX", new Value.S("X")),
            Map.entry(":flag", new Value.Bool(true)),
            Map.entry(":list", new Value.L(List.of())),
            Map.entry(":bytes", new Value.B(new Bytes(new byte[] {1}))));
    private static final Map<String, String> NAMES = Map.of("#n", "number", "#size", "size", "#dot", "a.b");
    private static final Item ITEM = new Item(Map.of(
            "number", Value.N.of(2),
            "txt", new Value.S("hello"),
            "dotted", new Value.Bool(true),
            "a.b", Value.N.of(1),
            "bytes", new Value.B(new Bytes(new byte[] {1, (byte) 0xff})),
            "doc", new Value.M(Map.of("deep", new Value.L(List.of(new Value.S("hello"), Value.N.of(1))))),
            "tags", new Value.SS(Set.of("hello", "other")),
            "numbers", new Value.NS(Set.of(BigDecimal.ONE)),
            "nothing", new Value.Null()));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            #n = :two                                           | true
            :two = #n                                           | true
            #n <> :two                                          | false
            #n = :text                                          | false
            #n <> :text                                         | true
            gone = :two                                      | false
            gone <> :two                                     | true
            #n < :three                                         | true
            #n < :two                                           | false
            #n <= :two                                          | true
            #n > :one                                           | true
            #n >= :three                                        | false
            txt > :one                                         | false
            txt < :one                                         | false
            NOT txt < :one                                     | true
            gone < :one                                      | false
            #n BETWEEN :one AND :three                          | true
            #n BETWEEN :three AND :three                        | false
            txt BETWEEN :he AND :text                          | true
            #n IN (:one, :two)                                  | true
            #n IN (:one, :text)                                 | false
            gone IN (:one)                                   | false
            attribute_exists(doc)                               | true
            attribute_exists(doc.deep[1])                       | true
            attribute_exists(doc.deep[2])                       | false
            attribute_exists(txt.deep)                         | false
            attribute_exists(nothing)                           | true
            attribute_not_exists(gone)                       | true
            attribute_not_exists(#n)                            | false
            attribute_type(txt, :typeS)                        | true
            attribute_type(doc, :typeS)                         | false
            attribute_type(gone, :typeS)                     | false
            begins_with(txt, :he)                              | true
            begins_with(:he, txt)                              | false
            begins_with(bytes, :bytes)                          | true
            begins_with(#n, :he)                                | false
            contains(txt, :he)                                 | true
            contains(tags, :text)                               | true
            contains(tags, :he)                                 | false
            contains(numbers, :one)                             | true
            contains(doc.deep, :one)                            | true
            contains(doc.deep, :two)                            | false
            contains(bytes, :bytes)                             | true
            size(txt) > :three                                 | true
            size(tags) = :two                                   | true
            size(doc.deep) = :two                               | true
            size(bytes) = :two                                  | true
            size(#n) = :one                                     | false
            #dot = :one                                         | true
            doc.deep[0] = txt                                  | true
            #n = :two AND txt = :he OR #n = :two               | true
            #n = :one OR #n = :two AND txt = :he               | false
            (#n = :one OR #n = :two) AND txt = :text           | true
            NOT #n = :one AND #n = :two                         | true
            NOT (#n = :one OR #n = :two)                        | false
            NOT NOT #n = :two                                   | true
            not #n = :one and (#n) = (:two)                     | true
            """)
    void condition_isMet(String source, boolean met) {
        Condition condition = ConditionParser.parse(source, placeholders());

        assertThat(ConditionCheck.meets(ITEM, condition)).isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a = = :one                             | Syntax error; token: "=", near: "= = :one"
            a =                                    | Syntax error; token: "<EOF>", near: "="
            a = :one)                              | Syntax error; token: ")", near: ":one)"
            a                                      | Syntax error; token: "<EOF>", near: "a"
            (a = :one                              | Syntax error; token: "<EOF>", near: ":one"
            a = :one b = :two                      | Syntax error; token: "b", near: ":one b ="
            a ! :one                               | Syntax error; token: "!", near: "a ! :one"
            a[b] = :one                            | Syntax error; token: "b", near: "[b]"
            a..b = :one                            | Syntax error; token: ".", near: "..b"
            ((a = :one))                           | The expression has redundant parentheses;
            name = :one                            | Attribute name is a reserved keyword; reserved keyword: name
            a.Size = :one                          | Attribute name is a reserved keyword; reserved keyword: Size
            #missing = :one                        | An expression attribute name used in the document path is not defined; attribute name: #missing
            a = :missing                           | An expression attribute value used in expression is not defined; attribute value: :missing
            starts_with(a, :he)                    | Invalid function name; function: starts_with
            attribute_exists(:one)                 | Operator or function requires a document path; operator or function: attribute_exists
            attribute_exists(a, b)                 | Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2
            begins_with(a)                         | Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1
            begins_with(a, :one)                   | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
            attribute_type(a, :one)                | Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N
            attribute_type(a, :typeX)              | Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}
            size(:one) = :one                      | Incorrect operand type for operator or function; operator or function: size, operand type: N
            size(a)                                | The function is not allowed to be used this way in an expression; function: size
            attribute_exists(a) = :one             | The function is not allowed to be used this way in an expression; function: attribute_exists
            a < :flag                              | Incorrect operand type for operator or function; operator: <, operand type: BOOL
            a = a                                  | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]
            a BETWEEN :two AND :one                | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}
            a BETWEEN :he AND :one                 | The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:he}, upper bound operand: AttributeValue: {N:1}
            """)
    void condition_isRefused(String source, String message) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(() -> ConditionParser.parse(source, placeholders()))
                .withMessage(message);
    }

    @Test
    void condition_tooDeepForTheStackIsRefused() {
        String deep = "NOT (".repeat(800) + "a = :one" + ")".repeat(800);

        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(() -> ConditionParser.parse(deep, placeholders()))
                .withMessageContaining("Expression size has exceeded the maximum allowed size");
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(
                        () -> ConditionParser.parse("NOT (".repeat(600) + "a = :one" + ")".repeat(600), placeholders()))
                .withMessage("The expression is nested too deeply");
    }

    private static Placeholders placeholders() {
        return new Placeholders(NAMES, VALUES);
    }
}
