package farebox.local.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Fields of the template under the name that messages give them; what has another form than asked for is a problem. */
record Section(String name, Node.Fields fields) {
    /** Refuses every field but these. */
    Section only(Set<String> known) {
        fields.all().forEach((field, value) -> {
            if (!known.contains(field)) {
                throw new TemplateProblem(
                        value.location(), name + ": " + field + " is not supported by the local emulator");
            }
        });
        return this;
    }

    boolean has(String field) {
        return fields.all().containsKey(field);
    }

    String text(String field) {
        return maybeText(field).orElseThrow(() -> problem(field + " is missing"));
    }

    Optional<String> maybeText(String field) {
        return fields.field(field).map(node -> Node.scalar(node, label(field)));
    }

    String textOr(String field, String otherwise) {
        return maybeText(field).orElse(otherwise);
    }

    Optional<Double> maybeNumber(String field) {
        return maybeText(field).map(text -> {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw problem(field, "a number is wanted, not '" + text + "'");
            }
        });
    }

    Optional<Integer> maybeWhole(String field) {
        return maybeText(field).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw problem(field, "a whole number is wanted, not '" + text + "'");
            }
        });
    }

    int wholeOr(String field, int otherwise) {
        return maybeWhole(field).orElse(otherwise);
    }

    /** False if it is not there. */
    boolean flag(String field) {
        return switch (textOr(field, "false")) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw problem(field, "true or false is wanted, not '" + text(field) + "'");
        };
    }

    Section section(String field) {
        return maybeSection(field).orElseThrow(() -> problem(field + " is missing"));
    }

    Optional<Section> maybeSection(String field) {
        return fields.field(field).map(node -> new Section(label(field), Node.fields(node, label(field))));
    }

    /** The elements of a list of fields; empty if there is none. */
    List<Section> sections(String field) {
        return elements(field).stream()
                .map(node -> new Section(label(field), Node.fields(node, label(field))))
                .toList();
    }

    /** Every field of this section as a section. */
    List<Section> each() {
        return fields.all().keySet().stream().map(this::section).toList();
    }

    /** A list of texts, or one text alone; empty if there is none. */
    List<String> texts(String field) {
        if (fields.field(field).orElse(null) instanceof Node.Scalar) {
            return List.of(text(field));
        }
        return elements(field).stream()
                .map(node -> Node.scalar(node, label(field)))
                .toList();
    }

    TemplateProblem problem(String what) {
        return new TemplateProblem(fields.location(), name + ": " + what);
    }

    TemplateProblem problem(String field, String what) {
        SourceLocation location = fields.field(field).map(Node::location).orElse(fields.location());
        return new TemplateProblem(location, label(field) + ": " + what);
    }

    private List<Node> elements(String field) {
        return fields.field(field).map(node -> Node.items(node, label(field))).orElse(List.of());
    }

    private String label(String field) {
        return name + "." + field;
    }
}
