package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.Value;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;

/** Whether an item meets a condition. */
public final class ConditionCheck {
    private final Item item;

    private ConditionCheck(Item item) {
        this.item = item;
    }

    /** @param item {@link Item#EMPTY} where there is none */
    public static boolean meets(Item item, Condition condition) {
        return new ConditionCheck(item).meets(condition);
    }

    private boolean meets(Condition condition) {
        return switch (condition) {
            case Condition.Or or -> meets(or.left()) || meets(or.right());
            case Condition.And and -> meets(and.left()) && meets(and.right());
            case Condition.Not not -> !meets(not.negated());
            case Condition.Comparison comparison -> compares(comparison);
            case Condition.Between between ->
                both(between.tested(), between.low(), (value, low) -> ordered(low, value))
                        && both(between.tested(), between.high(), (value, high) -> ordered(value, high));
            case Condition.In in -> in.choices().stream().anyMatch(choice -> both(in.tested(), choice, Value::equals));
            case Condition.Exists exists -> exists.path().find(item).isPresent();
            case Condition.Missing missing -> missing.path().find(item).isEmpty();
            case Condition.HasType has ->
                has.tested()
                        .in(item)
                        .filter(value -> value.type() == has.type())
                        .isPresent();
            case Condition.BeginsWith begins -> both(begins.tested(), begins.prefix(), ConditionCheck::beginsWith);
            case Condition.Contains contains -> both(contains.tested(), contains.part(), ConditionCheck::contains);
        };
    }

    private boolean compares(Condition.Comparison comparison) {
        Operand left = comparison.left();
        Operand right = comparison.right();
        return switch (comparison.comparator()) {
            case EQ -> both(left, right, Value::equals);
            case NE -> !both(left, right, Value::equals);
            case LT -> both(left, right, (a, b) -> order(a, b).orElse(0) < 0);
            case LE -> both(left, right, ConditionCheck::ordered);
            case GT -> both(left, right, (a, b) -> order(a, b).orElse(0) > 0);
            case GE -> both(left, right, (a, b) -> ordered(b, a));
        };
    }

    private boolean both(Operand left, Operand right, BiPredicate<Value, Value> test) {
        Optional<Value> first = left.in(item);
        Optional<Value> second = right.in(item);
        return first.isPresent() && second.isPresent() && test.test(first.get(), second.get());
    }

    private static boolean ordered(Value low, Value high) {
        return order(low, high).orElse(1) <= 0;
    }

    /** Empty where values have no order: other types than S, N and B, or two different types. */
    static OptionalInt order(Value left, Value right) {
        if (left instanceof Value.N(var a) && right instanceof Value.N(var b)) {
            return OptionalInt.of(a.compareTo(b));
        }
        if (left instanceof Value.B(var a) && right instanceof Value.B(var b)) {
            return OptionalInt.of(a.compareTo(b));
        }
        if (left instanceof Value.S(var a) && right instanceof Value.S(var b)) {
            return OptionalInt.of(Utf8.compare(a, b));
        }
        return OptionalInt.empty();
    }

    private static boolean beginsWith(Value tested, Value prefix) {
        if (tested instanceof Value.S(var text) && prefix instanceof Value.S(var start)) {
            return text.startsWith(start);
        }
        return tested instanceof Value.B(var bytes) && prefix instanceof Value.B(var start) && bytes.startsWith(start);
    }

    private static boolean contains(Value tested, Value part) {
        return switch (tested) {
            case Value.S text ->
                part instanceof Value.S(var searched) && text.text().contains(searched);
            case Value.B binary ->
                part instanceof Value.B(var searched) && binary.bytes().contains(searched);
            case Value.L list -> list.elements().contains(part);
            case Value.SS set ->
                part instanceof Value.S(var element) && set.elements().contains(element);
            case Value.NS set ->
                part instanceof Value.N(var element) && set.elements().contains(element);
            case Value.BS set ->
                part instanceof Value.B(var element) && set.elements().contains(element);
            case Value.N ignored -> false;
            case Value.Bool ignored -> false;
            case Value.Null ignored -> false;
            case Value.M ignored -> false;
        };
    }
}
