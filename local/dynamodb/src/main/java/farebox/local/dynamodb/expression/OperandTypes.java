package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.expression.ExpressionErrors.Kind;
import farebox.local.dynamodb.value.ItemJson;
import farebox.local.dynamodb.value.Value;
import farebox.local.dynamodb.value.ValueType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Builds tests and refuses those whose values can be seen to be wrong before any item is read. */
final class OperandTypes {
    private static final Set<ValueType> ORDERED = EnumSet.of(ValueType.S, ValueType.N, ValueType.B);
    private static final Set<ValueType> WITHOUT_SIZE = EnumSet.of(ValueType.N, ValueType.BOOL, ValueType.NULL);

    private final ExpressionErrors expressionErrors;

    OperandTypes(ExpressionErrors expressionErrors) {
        this.expressionErrors = expressionErrors;
    }

    Condition comparison(Condition.Comparator comparator, Operand left, Operand right) {
        distinct(comparator.symbol(), left, right);
        if (comparator.ordersOperands()) {
            ordered(comparator.symbol(), left);
            ordered(comparator.symbol(), right);
        }
        return new Condition.Comparison(comparator, left, right);
    }

    Condition between(Operand tested, Operand low, Operand high) {
        ordered("BETWEEN", tested);
        ordered("BETWEEN", low);
        ordered("BETWEEN", high);
        if (low instanceof Operand.Literal(Value least) && high instanceof Operand.Literal(Value most)) {
            bounds(least, most);
        }
        return new Condition.Between(tested, low, high);
    }

    Condition beginsWith(Operand tested, Operand prefix) {
        distinct("begins_with", tested, prefix);
        text("begins_with", tested);
        text("begins_with", prefix);
        return new Condition.BeginsWith(tested, prefix);
    }

    Operand size(Operand operand) {
        type(operand).filter(WITHOUT_SIZE::contains).ifPresent(type -> wrongType("size", type.name(), type));
        return new Operand.Size(operand);
    }

    void distinct(String name, Operand left, Operand right) {
        if (left instanceof Path && left.equals(right)) {
            expressionErrors.report(
                    Kind.DISTINCT,
                    "The first operand must be distinct from the remaining operands for this operator or function;"
                            + " operator: " + name + ", first operand: " + left);
        }
    }

    /** Reports the wrong type and goes on with another. */
    <T> T wrongType(String function, String type, T otherwise) {
        expressionErrors.report(
                Kind.OPERAND,
                "Incorrect operand type for operator or function; operator or function: " + function
                        + ", operand type: " + type);
        return otherwise;
    }

    private void text(String function, Operand operand) {
        Optional<ValueType> type = operand instanceof Operand.Size ? Optional.of(ValueType.N) : type(operand);
        type.filter(known -> known != ValueType.S && known != ValueType.B)
                .ifPresent(known -> wrongType(function, known.name(), known));
    }

    private void ordered(String operator, Operand operand) {
        type(operand)
                .filter(type -> !ORDERED.contains(type))
                .ifPresent(type -> expressionErrors.report(
                        Kind.OPERAND,
                        "Incorrect operand type for operator or function; operator: " + operator + ", operand type: "
                                + type.name()));
    }

    private void bounds(Value least, Value most) {
        if (least.type() != most.type()) {
            expressionErrors.report(
                    Kind.OPERAND,
                    "The BETWEEN operator requires same data type for lower and upper bounds; " + shown(least, most));
        } else if (ConditionCheck.order(least, most).orElse(0) > 0) {
            expressionErrors.report(
                    Kind.OPERAND,
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                            + shown(least, most));
        }
    }

    private static String shown(Value least, Value most) {
        return "lower bound operand: AttributeValue: " + shown(least) + ", upper bound operand: AttributeValue: "
                + shown(most);
    }

    private static String shown(Value value) {
        String type = value.type().name();
        return "{" + type + ":" + ItemJson.of(value).path(type).asText() + "}";
    }

    private static Optional<ValueType> type(Operand operand) {
        return operand instanceof Operand.Literal(Value value) ? Optional.of(value.type()) : Optional.empty();
    }
}
