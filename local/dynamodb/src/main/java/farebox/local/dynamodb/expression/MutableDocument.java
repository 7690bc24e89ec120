package farebox.local.dynamodb.expression;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A document being changed. Elements of a list keep their places until the end, so that several actions of one
 * expression all mean the places before it, and elements put beyond the end close up in the order of their numbers.
 */
sealed interface MutableDocument {
    /** A value that nothing goes into. */
    record Leaf(Value value) implements MutableDocument {}

    record Entries(Map<String, MutableDocument> entries) implements MutableDocument {
        Entries() {
            this(new LinkedHashMap<>());
        }
    }

    record Elements(TreeMap<Integer, MutableDocument> elements) implements MutableDocument {
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

    private static MutableDocument of(Value value) {
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
                new Value.L(list.elements().values().stream()
                        .map(MutableDocument::finished)
                        .toList());
        };
    }

    static Map<String, Value> finished(Entries map) {
        Map<String, Value> values = new LinkedHashMap<>();
        map.entries().forEach((name, mutableDocument) -> values.put(name, mutableDocument.finished()));
        return values;
    }

    /** Puts a value where the path ends. */
    default void put(Path path, Value value) {
        MutableDocument parent = parent(path);
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
        MutableDocument parent = parent(path);
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
        MutableDocument at = this;
        List<Path.Step> steps = path.steps();
        for (int step = 0; step < steps.size() - 1; step++) {
            MutableDocument missing = steps.get(step + 1) instanceof Path.Step.Index ? new Elements() : new Entries();
            at = at.stepInto(steps.get(step), missing);
        }
        at.stepInto(steps.getLast(), of(value));
    }

    private MutableDocument stepInto(Path.Step step, MutableDocument missing) {
        return switch (step) {
            case Path.Step.Name name
            when this instanceof Entries map -> map.entries().computeIfAbsent(name.name(), key -> missing);
            case Path.Step.Index index
            when this instanceof Elements list -> list.elements().computeIfAbsent(index.index(), key -> missing);
            case Path.Step.Name ignored -> throw invalidPath();
            case Path.Step.Index ignored -> throw invalidPath();
        };
    }

    private MutableDocument parent(Path path) {
        Optional<MutableDocument> at = Optional.of(this);
        for (Path.Step step : path.steps().subList(0, path.steps().size() - 1)) {
            at = at.flatMap(mutableDocument -> mutableDocument.child(step));
        }
        return at.orElseThrow(MutableDocument::invalidPath);
    }

    private Optional<MutableDocument> child(Path.Step step) {
        return switch (step) {
            case Path.Step.Name name ->
                this instanceof Entries map ? Optional.ofNullable(map.entries().get(name.name())) : Optional.empty();
            case Path.Step.Index index ->
                this instanceof Elements list
                        ? Optional.ofNullable(list.elements().get(index.index()))
                        : Optional.empty();
        };
    }

    private static AwsServiceException invalidPath() {
        return AwsServiceException.validation(
                "The document path provided in the update expression is invalid for update");
    }
}
