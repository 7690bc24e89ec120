package farebox.local.dynamodb.expression;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.Numbers;
import farebox.local.dynamodb.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Does what an update says to an item. Every right side sees the item as it was before. */
public final class UpdateRun {
    private final Item before;
    private final MutableDocument mutableDocument;

    private UpdateRun(Item before) {
        this.before = before;
        this.mutableDocument = MutableDocument.of(before);
    }

    /** @throws AwsServiceException if the item's types or structure do not allow it */
    public static Item apply(Item before, Update update) {
        UpdateRun run = new UpdateRun(before);
        Map<Update.Action, Optional<Value>> results = new LinkedHashMap<>();
        update.actions().forEach(action -> results.put(action, run.result(action)));
        results.forEach((action, result) -> result.ifPresentOrElse(
                value -> run.mutableDocument.put(action.path(), value),
                () -> run.mutableDocument.remove(action.path())));
        return run.mutableDocument.finished() instanceof Value.M(Map<String, Value> attributes)
                ? new Item(attributes)
                : before;
    }

    /** What stands at the action's path afterwards; empty for nothing. */
    private Optional<Value> result(Update.Action action) {
        return switch (action) {
            case Update.Action.Set set -> Optional.of(value(set.source()));
            case Update.Action.Remove ignored -> Optional.empty();
            case Update.Action.Add add ->
                Optional.of(add.path()
                        .find(before)
                        .map(old -> sum(old, add.value()))
                        .orElseGet(add::value));
            case Update.Action.Delete delete ->
                delete.path().find(before).flatMap(old -> difference(old, delete.value()));
        };
    }

    private Value value(Update.Source source) {
        return switch (source) {
            case Update.Source.Of(Operand operand) ->
                operand.in(before)
                        .orElseThrow(() -> AwsServiceException.validation(
                                "The provided expression refers to an attribute that does not exist in the item"));
            case Update.Source.Plus(var left, var right) ->
                new Value.N(Numbers.inRange(number(left).add(number(right))));
            case Update.Source.Minus(var left, var right) ->
                new Value.N(Numbers.inRange(number(left).subtract(number(right))));
            case Update.Source.IfNotExists(var path, var otherwise) ->
                path.find(before).orElseGet(() -> value(otherwise));
            case Update.Source.ListAppend(var first, var second) -> {
                List<Value> all = new ArrayList<>(elements(first));
                all.addAll(elements(second));
                yield new Value.L(all);
            }
        };
    }

    private BigDecimal number(Update.Source source) {
        if (value(source) instanceof Value.N(BigDecimal number)) {
            return number;
        }
        throw wrongType();
    }

    private List<Value> elements(Update.Source source) {
        if (value(source) instanceof Value.L(List<Value> elements)) {
            return elements;
        }
        throw wrongType();
    }

    private static Value sum(Value old, Value more) {
        if (old instanceof Value.N(var a) && more instanceof Value.N(var b)) {
            return new Value.N(Numbers.inRange(a.add(b)));
        }
        if (old instanceof Value.SS(var a) && more instanceof Value.SS(var b)) {
            return new Value.SS(union(a, b));
        }
        if (old instanceof Value.NS(var a) && more instanceof Value.NS(var b)) {
            return new Value.NS(union(a, b));
        }
        if (old instanceof Value.BS(var a) && more instanceof Value.BS(var b)) {
            return new Value.BS(union(a, b));
        }
        throw wrongType();
    }

    /** Empty when no element is left: there are no empty sets. */
    private static Optional<Value> difference(Value old, Value less) {
        if (old instanceof Value.SS(var a) && less instanceof Value.SS(var b)) {
            return left(a, b).map(Value.SS::new);
        }
        if (old instanceof Value.NS(var a) && less instanceof Value.NS(var b)) {
            return left(a, b).map(Value.NS::new);
        }
        if (old instanceof Value.BS(var a) && less instanceof Value.BS(var b)) {
            return left(a, b).map(Value.BS::new);
        }
        throw wrongType();
    }

    private static <T> Set<T> union(Set<T> one, Set<T> two) {
        Set<T> all = new LinkedHashSet<>(one);
        all.addAll(two);
        return all;
    }

    private static <T> Optional<Set<T>> left(Set<T> all, Set<T> without) {
        Set<T> left = new LinkedHashSet<>(all);
        left.removeAll(without);
        return Optional.of(left).filter(elements -> !elements.isEmpty());
    }

    private static AwsServiceException wrongType() {
        return AwsServiceException.validation("An operand in the update expression has an incorrect data type");
    }
}
