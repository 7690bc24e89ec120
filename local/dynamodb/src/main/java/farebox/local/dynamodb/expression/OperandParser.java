package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.expression.ExpressionErrors.Kind;
import farebox.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads what all expressions have in common: document paths and values. */
final class OperandParser {
    private static final int MAX_INDEX = 9;

    private final TokenReader tokens;
    private final Placeholders placeholders;
    private final ExpressionErrors expressionErrors;

    OperandParser(TokenReader tokens, Placeholders placeholders, ExpressionErrors expressionErrors) {
        this.tokens = tokens;
        this.placeholders = placeholders;
        this.expressionErrors = expressionErrors;
    }

    Path path() {
        List<Path.Step> steps = new ArrayList<>();
        steps.add(name());
        while (true) {
            if (tokens.accept(".")) {
                steps.add(name());
            } else if (tokens.accept("[")) {
                steps.add(index());
                tokens.expect("]");
            } else {
                return new Path(steps);
            }
        }
    }

    boolean atValue() {
        return tokens.peek().kind() == Token.Kind.VALUE;
    }

    Operand.Literal value() {
        String placeholder = tokens.expect(Token.Kind.VALUE).text();
        return new Operand.Literal(placeholders.value(placeholder).orElseGet(() -> {
            expressionErrors.report(
                    Kind.PLACEHOLDER,
                    "An expression attribute value used in expression is not defined; attribute value: " + placeholder);
            return new Value.Null();
        }));
    }

    private Path.Step name() {
        if (tokens.peek().kind() == Token.Kind.NAME) {
            return new Path.Step.Name(named(tokens.next().text()));
        }
        String name = tokens.expect(Token.Kind.WORD).text();
        if (ReservedWords.contain(name)) {
            expressionErrors.report(Kind.RESERVED, "Attribute name is a reserved keyword; reserved keyword: " + name);
        }
        return new Path.Step.Name(name);
    }

    private String named(String placeholder) {
        return placeholders.name(placeholder).orElseGet(() -> {
            expressionErrors.report(
                    Kind.PLACEHOLDER,
                    "An expression attribute name used in the document path is not defined; attribute name: "
                            + placeholder);
            return placeholder;
        });
    }

    private Path.Step index() {
        if (tokens.peek().text().length() > MAX_INDEX) {
            throw tokens.syntaxError();
        }
        return new Path.Step.Index(
                Integer.parseInt(tokens.expect(Token.Kind.INDEX).text()));
    }
}
