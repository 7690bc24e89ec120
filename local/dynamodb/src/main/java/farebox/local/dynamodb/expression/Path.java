package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A document path, such as {@code a.b[2]}. */
public record Path(List<Step> steps) implements Operand {
    /** One part of a path. */
    public sealed interface Step {
        record Name(String name) implements Step {
            @Override
            public String toString() {
                return name;
            }
        }

        record Index(int index) implements Step {
            @Override
            public String toString() {
                return "[" + index + "]";
            }
        }
    }

    public Path {
        steps = List.copyOf(steps);
    }

    /** The attribute that it begins with. */
    public String head() {
        return steps.getFirst().toString();
    }

    public boolean isNested() {
        return steps.size() > 1;
    }

    /** What stands there in an item. */
    public Optional<Value> find(Item item) {
        Optional<Value> found = item.find(head());
        for (Step step : steps.subList(1, steps.size())) {
            found = found.flatMap(value -> inside(value, step));
        }
        return found;
    }

    /** Whether one is the other or leads to it. */
    boolean overlaps(Path other) {
        int common = Math.min(steps.size(), other.steps.size());
        return steps.subList(0, common).equals(other.steps.subList(0, common));
    }

    /** Whether one takes for a map what the other takes for a list. */
    boolean conflicts(Path other) {
        int at = 0;
        while (at < Math.min(steps.size(), other.steps.size())) {
            if (steps.get(at).getClass() != other.steps.get(at).getClass()) {
                return true;
            }
            if (!steps.get(at).equals(other.steps.get(at))) {
                return false;
            }
            at++;
        }
        return false;
    }

    private static Optional<Value> inside(Value value, Step step) {
        if (step instanceof Step.Name name && value instanceof Value.M map) {
            return Optional.ofNullable(map.entries().get(name.name()));
        }
        if (step instanceof Step.Index at
                && value instanceof Value.L list
                && at.index() < list.elements().size()) {
            return Optional.of(list.elements().get(at.index()));
        }
        return Optional.empty();
    }

    /** As AWS's messages show it. */
    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
