package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.expression.ExpressionErrors.Kind;
import farebox.local.dynamodb.value.Value;
import farebox.local.dynamodb.value.ValueType;
import java.util.List;
import java.util.Optional;

/** Makes conditions of the functions that conditions know. */
final class FunctionParser {
    private static final Path NOWHERE = new Path(List.of(new Path.Step.Name("")));

    private final OperandTypes types;
    private final ExpressionErrors expressionErrors;

    FunctionParser(OperandTypes types, ExpressionErrors expressionErrors) {
        this.types = types;
        this.expressionErrors = expressionErrors;
    }

    Parsed call(String name, List<Operand> operands) {
        return switch (name) {
            case "attribute_exists" -> new Condition.Exists(path(name, operands));
            case "attribute_not_exists" -> new Condition.Missing(path(name, operands));
            case "attribute_type" -> hasType(name, operands);
            case "begins_with" -> {
                List<Operand> two = counted(name, operands, 2);
                yield types.beginsWith(two.getFirst(), two.getLast());
            }
            case "contains" -> {
                List<Operand> two = counted(name, operands, 2);
                types.distinct(name, two.getFirst(), two.getLast());
                yield new Condition.Contains(two.getFirst(), two.getLast());
            }
            case "size" -> types.size(counted(name, operands, 1).getFirst());
            default -> {
                expressionErrors.report(Kind.UNKNOWN_FUNCTION, "Invalid function name; function: " + name);
                yield new Condition.Exists(NOWHERE);
            }
        };
    }

    /** The function that a condition was made of, if it was. */
    static Optional<String> name(Condition condition) {
        return switch (condition) {
            case Condition.Exists ignored -> Optional.of("attribute_exists");
            case Condition.Missing ignored -> Optional.of("attribute_not_exists");
            case Condition.HasType ignored -> Optional.of("attribute_type");
            case Condition.BeginsWith ignored -> Optional.of("begins_with");
            case Condition.Contains ignored -> Optional.of("contains");
            case Condition.Or ignored -> Optional.empty();
            case Condition.And ignored -> Optional.empty();
            case Condition.Not ignored -> Optional.empty();
            case Condition.Comparison ignored -> Optional.empty();
            case Condition.Between ignored -> Optional.empty();
            case Condition.In ignored -> Optional.empty();
        };
    }

    private Path path(String name, List<Operand> operands) {
        if (counted(name, operands, 1).getFirst() instanceof Path path) {
            return path;
        }
        expressionErrors.report(
                Kind.OPERAND, "Operator or function requires a document path; operator or function: " + name);
        return NOWHERE;
    }

    private Condition hasType(String name, List<Operand> operands) {
        List<Operand> two = counted(name, operands, 2);
        types.distinct(name, two.getFirst(), two.getLast());
        return new Condition.HasType(two.getFirst(), type(name, two.getLast()));
    }

    private ValueType type(String name, Operand operand) {
        if (!(operand instanceof Operand.Literal(Value value))) {
            return types.wrongType(name, "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}", ValueType.NULL);
        }
        if (!(value instanceof Value.S(String text))) {
            return types.wrongType(name, value.type().name(), ValueType.NULL);
        }
        return ValueType.find(text).orElseGet(() -> {
            expressionErrors.report(
                    Kind.OPERAND,
                    "Invalid attribute type name found; type: " + text
                            + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
            return ValueType.NULL;
        });
    }

    private List<Operand> counted(String name, List<Operand> operands, int count) {
        if (operands.size() == count) {
            return operands;
        }
        expressionErrors.report(
                Kind.OPERAND_COUNT,
                "Incorrect number of operands for operator or function; operator or function: " + name
                        + ", number of operands: " + operands.size());
        return List.of(operands.getFirst(), operands.getLast());
    }
}
