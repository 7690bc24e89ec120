package farebox.local.dynamo.expression;

import farebox.local.awsjson.AwsRefusal;
import farebox.local.dynamo.value.Item;
import farebox.local.dynamo.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A document being changed. Elements of a list keep their places until the end, so that several actions of one
 * expression all mean the places before it, and elements put beyond the end close up in the order of their numbers.
 */
sealed interface Draft {
    /** A value that nothing goes into. */
    record Leaf(Value value) implements Draft {}

    record Entries(Map<String, Draft> entries) implements Draft {
        Entries() {
            this(new LinkedHashMap<>());
        }
    }

    record Elements(TreeMap<Integer, Draft> elements) implements Draft {
        Elements() {
            this(new TreeMap<>());
        }
    }

    static Entries of(Item item) {
        return entries(item.attributes());
    }

    private static Entries entries(Map<String, Value> values) {
        Entries draft = new Entries();
        values.forEach((name, value) -> draft.entries().put(name, of(value)));
        return draft;
    }

    private static Draft of(Value value) {
        if (value instanceof Value.M map) {
            return entries(map.entries());
        }
        if (value instanceof Value.L list) {
            Elements draft = new Elements();
            list.elements()
                    .forEach(element -> draft.elements().put(draft.elements().size(), of(element)));
            return draft;
        }
        return new Leaf(value);
    }

    /** The document as it is now. */
    default Value finished() {
        return switch (this) {
            case Leaf leaf -> leaf.value();
            case Entries map -> new Value.M(finished(map));
            case Elements list ->
                new Value.L(
                        list.elements().values().stream().map(Draft::finished).toList());
        };
    }

    static Map<String, Value> finished(Entries map) {
        Map<String, Value> values = new LinkedHashMap<>();
        map.entries().forEach((name, draft) -> values.put(name, draft.finished()));
        return values;
    }

    /** Puts a value where the path ends. */
    default void put(Path path, Value value) {
        Draft parent = parent(path);
        switch (path.steps().getLast()) {
            case Path.Step.Name name
            when parent instanceof Entries map -> map.entries().put(name.name(), of(value));
            case Path.Step.Index at
            when parent instanceof Elements list -> list.elements().put(at.index(), of(value));
            case Path.Step.Name ignored -> throw invalidPath();
            case Path.Step.Index ignored -> throw invalidPath();
        }
    }

    /** Takes away what stands where the path ends, if anything does. */
    default void remove(Path path) {
        Draft parent = parent(path);
        switch (path.steps().getLast()) {
            case Path.Step.Name name
            when parent instanceof Entries map -> map.entries().remove(name.name());
            case Path.Step.Index at
            when parent instanceof Elements list -> list.elements().remove(at.index());
            case Path.Step.Name ignored -> throw invalidPath();
            case Path.Step.Index ignored -> throw invalidPath();
        }
    }

    /** Puts a value where the path ends and makes what is missing on the way. */
    default void putDeep(Path path, Value value) {
        Draft at = this;
        List<Path.Step> steps = path.steps();
        for (int step = 0; step < steps.size() - 1; step++) {
            Draft missing = steps.get(step + 1) instanceof Path.Step.Index ? new Elements() : new Entries();
            at = at.stepInto(steps.get(step), missing);
        }
        at.stepInto(steps.getLast(), of(value));
    }

    private Draft stepInto(Path.Step step, Draft missing) {
        return switch (step) {
            case Path.Step.Name name
            when this instanceof Entries map -> map.entries().computeIfAbsent(name.name(), key -> missing);
            case Path.Step.Index index
            when this instanceof Elements list -> list.elements().computeIfAbsent(index.index(), key -> missing);
            case Path.Step.Name ignored -> throw invalidPath();
            case Path.Step.Index ignored -> throw invalidPath();
        };
    }

    private Draft parent(Path path) {
        Optional<Draft> at = Optional.of(this);
        for (Path.Step step : path.steps().subList(0, path.steps().size() - 1)) {
            at = at.flatMap(draft -> draft.child(step));
        }
        return at.orElseThrow(Draft::invalidPath);
    }

    private Optional<Draft> child(Path.Step step) {
        return switch (step) {
            case Path.Step.Name name ->
                this instanceof Entries map ? Optional.ofNullable(map.entries().get(name.name())) : Optional.empty();
            case Path.Step.Index index ->
                this instanceof Elements list
                        ? Optional.ofNullable(list.elements().get(index.index()))
                        : Optional.empty();
        };
    }

    private static AwsRefusal invalidPath() {
        return AwsRefusal.validation("The document path provided in the update expression is invalid for update");
    }
}
