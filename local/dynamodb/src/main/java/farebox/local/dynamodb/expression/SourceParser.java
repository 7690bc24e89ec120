package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.expression.ExpressionErrors.Kind;
import farebox.local.dynamodb.value.Value;
import farebox.local.dynamodb.value.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Reads the right side of SET. */
final class SourceParser {
    private static final Update.Source NOTHING = new Update.Source.Of(new Operand.Literal(new Value.Null()));
    private static final int MAX_DEPTH = 150;

    private final TokenReader tokens;
    private final OperandParser operands;
    private final ExpressionErrors expressionErrors;
    private int depth;

    SourceParser(TokenReader tokens, OperandParser operands, ExpressionErrors expressionErrors) {
        this.tokens = tokens;
        this.operands = operands;
        this.expressionErrors = expressionErrors;
    }

    Update.Source source() {
        Update.Source left = operand();
        if (tokens.accept("+")) {
            return new Update.Source.Plus(checked("+", left, ValueType.N), checked("+", operand(), ValueType.N));
        }
        if (tokens.accept("-")) {
            return new Update.Source.Minus(checked("-", left, ValueType.N), checked("-", operand(), ValueType.N));
        }
        return left;
    }

    private Update.Source operand() {
        if (++depth > MAX_DEPTH) {
            throw tokens.syntaxError();
        }
        Update.Source operand = undepthedOperand();
        depth--;
        return operand;
    }

    private Update.Source undepthedOperand() {
        if (tokens.accept("(")) {
            Update.Source inner = source();
            tokens.expect(")");
            return inner;
        }
        if (operands.atValue()) {
            return new Update.Source.Of(operands.value());
        }
        if (tokens.peek().kind() == Token.Kind.WORD && tokens.peekSecond().is("(")) {
            return call();
        }
        return new Update.Source.Of(operands.path());
    }

    private Update.Source call() {
        String name = tokens.next().text();
        tokens.expect("(");
        List<Update.Source> arguments = new ArrayList<>();
        do {
            arguments.add(operand());
        } while (tokens.accept(","));
        tokens.expect(")");
        return switch (name) {
            case "if_not_exists" -> ifNotExists(counted(name, arguments));
            case "list_append" -> listAppend(counted(name, arguments));
            default -> {
                expressionErrors.report(Kind.UNKNOWN_FUNCTION, "Invalid function name; function: " + name);
                yield NOTHING;
            }
        };
    }

    private Update.Source ifNotExists(List<Update.Source> arguments) {
        if (arguments.getFirst() instanceof Update.Source.Of(Path path)) {
            return new Update.Source.IfNotExists(path, arguments.getLast());
        }
        expressionErrors.report(
                Kind.OPERAND, "Operator or function requires a document path; operator or function: if_not_exists");
        return NOTHING;
    }

    private Update.Source listAppend(List<Update.Source> arguments) {
        return new Update.Source.ListAppend(
                checked("list_append", arguments.getFirst(), ValueType.L),
                checked("list_append", arguments.getLast(), ValueType.L));
    }

    private List<Update.Source> counted(String name, List<Update.Source> arguments) {
        if (arguments.size() != 2) {
            expressionErrors.report(
                    Kind.OPERAND_COUNT,
                    "Incorrect number of operands for operator or function; operator or function: " + name
                            + ", number of operands: " + arguments.size());
        }
        return arguments;
    }

    private Update.Source checked(String name, Update.Source source, ValueType wanted) {
        if (source instanceof Update.Source.Of(Operand.Literal(Value value)) && value.type() != wanted) {
            expressionErrors.report(
                    Kind.OPERAND,
                    "Incorrect operand type for operator or function; operator or function: " + name
                            + ", operand type: " + value.type());
        }
        return source;
    }
}
