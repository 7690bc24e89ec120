package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.value.ValueType;
import java.util.List;

/** A condition as it was written; {@link ConditionCheck} says what it means. */
public sealed interface Condition extends Parsed {
    record Or(Condition left, Condition right) implements Condition {}

    record And(Condition left, Condition right) implements Condition {}

    record Not(Condition negated) implements Condition {}

    record Comparison(Comparator comparator, Operand left, Operand right) implements Condition {}

    record Between(Operand tested, Operand low, Operand high) implements Condition {}

    record In(Operand tested, List<Operand> choices) implements Condition {
        public In {
            choices = List.copyOf(choices);
        }
    }

    record Exists(Path path) implements Condition {}

    record Missing(Path path) implements Condition {}

    record HasType(Operand tested, ValueType type) implements Condition {}

    record BeginsWith(Operand tested, Operand prefix) implements Condition {}

    record Contains(Operand tested, Operand part) implements Condition {}

    /** The six comparisons. */
    enum Comparator {
        EQ("="),
        NE("<>"),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String symbol;

        Comparator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        boolean ordersOperands() {
            return this != EQ && this != NE;
        }

        /** The same with its sides exchanged. */
        Comparator mirrored() {
            return switch (this) {
                case EQ, NE -> this;
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
            };
        }
    }
}
