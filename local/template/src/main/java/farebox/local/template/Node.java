package farebox.local.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of the template, as JSON would hold it, that knows where it stands. */
public sealed interface Node {
    SourceLocation location();

    /** Text, a number, a truth value or nothing; the text is as it was written. */
    record Scalar(String text, Kind kind, SourceLocation location) implements Node {}

    record Items(List<Node> all, SourceLocation location) implements Node {
        public Items {
            all = List.copyOf(all);
        }
    }

    /** In the order of the file. */
    record Fields(Map<String, Node> all, SourceLocation location) implements Node {
        public Fields {
            all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        }

        public Optional<Node> field(String name) {
            return Optional.ofNullable(all.get(name));
        }
    }

    /** What a scalar is. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        NOTHING
    }

    static Scalar text(String text, SourceLocation location) {
        return new Scalar(text, Kind.TEXT, location);
    }

    /** The fields, or a problem that says what should have had them. */
    static Fields fields(Node node, String what) {
        return switch (node) {
            case Fields fields -> fields;
            case Items items -> throw new TemplateProblem(items.location(), what + ": fields are wanted, not a list");
            case Scalar scalar when scalar.kind() == Kind.NOTHING -> new Fields(Map.of(), scalar.location());
            case Scalar scalar ->
                throw new TemplateProblem(scalar.location(), what + ": fields are wanted, not '" + scalar.text() + "'");
        };
    }

    /** The text of a scalar, or a problem that says what should have had it. */
    static String scalar(Node node, String what) {
        if (node instanceof Scalar scalar && scalar.kind() != Kind.NOTHING) {
            return scalar.text();
        }
        throw new TemplateProblem(node.location(), what + ": a single value is wanted");
    }

    /** The elements of a list, or a problem that says what should have had them. */
    static List<Node> items(Node node, String what) {
        if (node instanceof Items items) {
            return items.all();
        }
        throw new TemplateProblem(node.location(), what + ": a list is wanted");
    }
}
