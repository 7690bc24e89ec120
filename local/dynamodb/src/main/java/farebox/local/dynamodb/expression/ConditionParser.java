package farebox.local.dynamodb.expression;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.expression.ExpressionErrors.Kind;
import farebox.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads conditions, filters and key conditions by recursive descent: OR, AND, NOT, then one test. */
public final class ConditionParser {
    private static final int MAX_DEPTH = 150;
    private static final Operand NOTHING = new Operand.Literal(new Value.Null());

    private final TokenReader tokens;
    private final ExpressionErrors expressionErrors = new ExpressionErrors();
    private final OperandParser operands;
    private final FunctionParser functions;
    private final OperandTypes types;
    private int depth;
    private int groupStart = -1;
    private int groupEnd = -1;

    private ConditionParser(String source, Placeholders placeholders) {
        this.tokens = new TokenReader(source);
        this.operands = new OperandParser(tokens, placeholders, expressionErrors);
        this.types = new OperandTypes(expressionErrors);
        this.functions = new FunctionParser(types, expressionErrors);
    }

    /** @throws AwsServiceException with AWS's words for what is wrong, without the name of the parameter */
    public static Condition parse(String source, Placeholders placeholders) {
        ConditionParser parser = new ConditionParser(source, placeholders);
        Parsed parsed = parser.or();
        if (parser.tokens.peek().kind() != Token.Kind.END) {
            throw parser.tokens.syntaxError();
        }
        Condition condition = parser.condition(parsed);
        parser.expressionErrors.refuseAny();
        return condition;
    }

    private Parsed or() {
        if (++depth > MAX_DEPTH) {
            throw AwsServiceException.validation("The expression is nested too deeply");
        }
        Parsed left = and();
        while (tokens.acceptWord("OR")) {
            left = new Condition.Or(condition(left), condition(and()));
        }
        depth--;
        return left;
    }

    private Parsed and() {
        Parsed left = not();
        while (tokens.acceptWord("AND")) {
            left = new Condition.And(condition(left), condition(not()));
        }
        return left;
    }

    private Parsed not() {
        int nots = 0;
        while (tokens.acceptWord("NOT")) {
            nots++;
        }
        Parsed parsed = test();
        for (int negation = 0; negation < nots; negation++) {
            parsed = new Condition.Not(condition(parsed));
        }
        return parsed;
    }

    private Parsed test() {
        Parsed left = atom();
        for (Condition.Comparator comparator : Condition.Comparator.values()) {
            if (tokens.accept(comparator.symbol())) {
                return types.comparison(comparator, operand(left), operand(atom()));
            }
        }
        if (tokens.acceptWord("BETWEEN")) {
            Operand low = operand(atom());
            tokens.expectWord("AND");
            return types.between(operand(left), low, operand(atom()));
        }
        if (tokens.acceptWord("IN")) {
            tokens.expect("(");
            return new Condition.In(operand(left), list());
        }
        return left;
    }

    private Parsed atom() {
        if (tokens.peek().is("(")) {
            return group();
        }
        if (operands.atValue()) {
            return operands.value();
        }
        if (tokens.peek().kind() == Token.Kind.WORD && tokens.peekSecond().is("(")) {
            String name = tokens.next().text();
            tokens.next();
            return functions.call(name, list());
        }
        return operands.path();
    }

    private Parsed group() {
        int start = tokens.position();
        tokens.expect("(");
        Parsed inner = or();
        if (groupStart == start + 1 && groupEnd == tokens.position()) {
            expressionErrors.report(Kind.PARENTHESES, "The expression has redundant parentheses;");
        }
        tokens.expect(")");
        groupStart = start;
        groupEnd = tokens.position();
        return inner;
    }

    /** Operands up to the closing parenthesis. */
    private List<Operand> list() {
        List<Operand> list = new ArrayList<>();
        do {
            list.add(operand(atom()));
        } while (tokens.accept(","));
        tokens.expect(")");
        return list;
    }

    private Condition condition(Parsed parsed) {
        return switch (parsed) {
            case Condition condition -> condition;
            case Operand.Size size -> {
                misused("size");
                yield new Condition.Comparison(Condition.Comparator.EQ, size, size);
            }
            case Path ignored -> throw tokens.syntaxError();
            case Operand.Literal ignored -> throw tokens.syntaxError();
        };
    }

    private Operand operand(Parsed parsed) {
        return switch (parsed) {
            case Operand operand -> operand;
            case Condition condition -> {
                misused(FunctionParser.name(condition).orElseThrow(tokens::syntaxError));
                yield NOTHING;
            }
        };
    }

    private void misused(String function) {
        expressionErrors.report(
                Kind.MISUSED_FUNCTION,
                "The function is not allowed to be used this way in an expression; function: " + function);
    }
}
