package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.value.Value;
import java.util.List;

/** An update as it was written; {@link UpdateRun} says what it does. */
public record Update(List<Action> actions) {
    public Update {
        actions = List.copyOf(actions);
    }

    /** The paths that it changes. */
    public List<Path> paths() {
        return actions.stream().map(Action::path).toList();
    }

    /** One change. */
    public sealed interface Action {
        Path path();

        record Set(Path path, Source source) implements Action {}

        record Remove(Path path) implements Action {}

        /** Adds a number, or elements to a set. */
        record Add(Path path, Value value) implements Action {}

        /** Takes elements from a set. */
        record Delete(Path path, Value value) implements Action {}
    }

    /** Where a new value comes from. */
    public sealed interface Source {
        /** A path or a value. */
        record Of(Operand operand) implements Source {}

        record Plus(Source left, Source right) implements Source {}

        record Minus(Source left, Source right) implements Source {}

        record IfNotExists(Path path, Source otherwise) implements Source {}

        record ListAppend(Source first, Source second) implements Source {}
    }
}
