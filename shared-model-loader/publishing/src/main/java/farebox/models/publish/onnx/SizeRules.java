package farebox.models.publish.onnx;

import java.util.List;

/**
 * Bounds of what a node makes out of little: a loop's turns and a tensor's size, where constants of the graph say them.
 * What depends on inputs is bounded when the graph is tried.
 */
final class SizeRules {
    private static final long MAX_TURNS = 100_000;

    private SizeRules() {}

    static void check(NodeMessage node, List<AttributeMessage> attributes, GraphNames names, Place place) {
        switch (node.operator()) {
            case "Loop" -> turns(names.known(node.input(0)), place);
            case "ConstantOfShape" -> size(names.known(node.input(0)), place);
            case "Expand", "Tile" -> size(names.known(node.input(1)), place);
            case "OneHot", "Trilu" -> depth(names.known(node.input(1)), place);
            case "Resize" -> size(names.known(node.input(3)), place);
            case "Range" -> range(node, names, place);
            case "RandomNormal", "RandomUniform" ->
                attributes.stream()
                        .filter(attribute -> attribute.name().equals("shape"))
                        .forEach(shape -> size(shape.integers(), place));
            default -> {}
        }
    }

    /** A loop that only its own condition ends may never end. */
    private static void turns(long[] known, Place place) {
        GraphRule.LOOP.require(
                known.length == 1 && known[0] >= 0 && known[0] <= MAX_TURNS,
                place,
                "a loop has a constant number of turns, at most " + MAX_TURNS);
    }

    private static void size(long[] known, Place place) {
        long elements = 1;
        for (long size : known) {
            elements = TensorMessage.times(elements, size, place);
        }
    }

    private static void depth(long[] known, Place place) {
        for (long depth : known) {
            GraphRule.TENSOR_SIZE.require(
                    Math.abs(depth) <= TensorMessage.MAX_ELEMENTS, place, "a tensor has no such size: " + depth);
        }
    }

    private static void range(NodeMessage node, GraphNames names, Place place) {
        long[] start = names.known(node.input(0));
        long[] limit = names.known(node.input(1));
        long[] delta = names.known(node.input(2));
        if (start.length == 1 && limit.length == 1 && delta.length == 1 && delta[0] != 0) {
            double count = ((double) limit[0] - start[0]) / delta[0];
            GraphRule.TENSOR_SIZE.require(
                    count <= TensorMessage.MAX_ELEMENTS, place, "a range has " + count + " elements");
        }
    }
}
