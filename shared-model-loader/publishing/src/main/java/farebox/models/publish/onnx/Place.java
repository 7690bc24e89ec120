package farebox.models.publish.onnx;

import java.util.Optional;

/**
 * Where in a graph something stands, such as {@code graph.node[3].attribute[0].t}. Written out only for a refusal.
 *
 * @param index of a repeated field; negative for any other
 * @param name that the model gives it; empty if none
 */
record Place(Optional<Place> parent, String field, int index, String name) {
    private static final int MAX_NAME = 64;

    /** The whole of a file. */
    static Place root(String fileName) {
        return new Place(Optional.empty(), fileName, -1, "");
    }

    Place at(String name) {
        return at(name, -1);
    }

    Place at(String name, int number) {
        return new Place(Optional.of(this), name, number, "");
    }

    Place named(String given) {
        return new Place(parent, field, index, given.length() > MAX_NAME ? given.substring(0, MAX_NAME) : given);
    }

    /** How often a field of that name is passed on the way here. */
    int depth(String name) {
        return parent.map(outer -> outer.depth(name)).orElse(0) + (field.equals(name) ? 1 : 0);
    }

    @Override
    public String toString() {
        String own = field + (index < 0 ? "" : "[" + index + "]") + (name.isEmpty() ? "" : " '" + name + "'");
        return parent.map(outer -> outer + (outer.parent().isEmpty() ? ": " : ".") + own)
                .orElse(own);
    }
}
