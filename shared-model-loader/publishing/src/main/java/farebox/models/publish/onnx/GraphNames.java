package farebox.models.publish.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values that a graph has made so far, and those of the graphs around it. Each name is made once and before it is
 * used, so that no graph has a cycle.
 */
final class GraphNames {
    private final Optional<GraphNames> outer;
    private final Set<String> inputs = new HashSet<>();
    private final Set<String> made = new HashSet<>();
    private final Map<String, long[]> constants = new HashMap<>();

    GraphNames(Optional<GraphNames> outer) {
        this.outer = outer;
    }

    void input(String name, Place place) {
        GraphRule.NAMES.require(inputs.add(name), place, "the graph has two inputs '" + name + "'");
    }

    /** An initializer may have the name of an input, whose default it is. */
    void initializer(TensorMessage tensor, Place place) {
        make(tensor.name(), place);
        constant(tensor.name(), tensor);
    }

    /** What a node makes; an output that nobody wants has no name. */
    void output(String name, Place place) {
        if (!name.isEmpty()) {
            GraphRule.NAMES.require(!inputs.contains(name), place, "a node makes '" + name + "', which is an input");
            make(name, place);
        }
    }

    void constant(String name, TensorMessage tensor) {
        long[] integers = tensor.integers();
        if (integers.length > 0) {
            constants.put(name, integers);
        }
    }

    void requireMade(String name, Place place) {
        GraphRule.NAMES.require(
                name.isEmpty() || isMade(name), place, "'" + name + "' is used before anything makes it");
    }

    /** The numbers of a small constant of INT64; none if it is not known before the graph runs. */
    long[] known(String name) {
        long[] own = constants.get(name);
        if (own != null) {
            return own;
        }
        return outer.map(around -> around.known(name)).orElse(new long[0]);
    }

    private void make(String name, Place place) {
        GraphRule.NAMES.require(!name.isEmpty() && made.add(name), place, "'" + name + "' is made twice");
    }

    private boolean isMade(String name) {
        return made.contains(name)
                || inputs.contains(name)
                || outer.map(around -> around.isMade(name)).orElse(false);
    }
}
