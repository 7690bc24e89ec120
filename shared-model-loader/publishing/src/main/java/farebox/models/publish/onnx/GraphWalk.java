package farebox.models.publish.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks one graph and the graphs inside its nodes. */
final class GraphWalk {
    private static final int MAX_NODES = 100_000;
    private static final int MAX_DEPTH = 8;

    /** It loads a compiled graph of another engine, out of a file that it names. */
    private static final String ENGINE_CONTEXT = "EPContext";

    private int nodes;

    void graph(ByteBuffer graph, Optional<GraphNames> outer, Place place) {
        GraphNames names = new GraphNames(outer);
        List<ByteBuffer> own = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        int[] initializers = new int[1];
        // Nodes stand before what they use, on the wire.
        ProtoMessage.walk(graph, place, (number, _, bytes) -> {
            switch (number) {
                case 1 -> own.add(node(bytes, place));
                case 5 -> {
                    Place at = place.at("initializer", initializers[0]++);
                    names.initializer(TensorMessage.read(bytes, at), at);
                }
                case 11 ->
                    names.input(ValueMessage.read(bytes, place.at("input")).name(), place.at("input"));
                case 12 ->
                    outputs.add(ValueMessage.read(bytes, place.at("output")).name());
                case 13 -> ValueMessage.read(bytes, place.at("value_info"));
                case 15 -> {
                    Place at = place.at("sparse_initializer");
                    names.initializer(SparseTensor.read(bytes, at), at);
                }
                default -> {}
            }
        });
        for (int i = 0; i < own.size(); i++) {
            node(own.get(i), names, place.at("node", i));
        }
        GraphRule.FORMAT.require(!outputs.isEmpty(), place, "the graph has no output");
        outputs.forEach(name -> names.requireMade(name, place.at("output")));
    }

    private ByteBuffer node(ByteBuffer message, Place place) {
        nodes++;
        GraphRule.NODES.require(nodes <= MAX_NODES, place, "the graph has more than " + MAX_NODES + " nodes");
        return message;
    }

    private void node(ByteBuffer message, GraphNames names, Place at) {
        NodeMessage node = NodeMessage.read(message, at);
        Place place = at.named(node.name());
        requireAllowed(node, place);
        node.inputs().forEach(name -> names.requireMade(name, place.at("input")));
        List<AttributeMessage> attributes = attributes(node, names, place);
        SizeRules.check(node, attributes, names, place);
        node.outputs().forEach(name -> names.output(name, place.at("output")));
        if (node.is("Constant") && node.outputs().size() == 1) {
            attributes.stream()
                    .flatMap(attribute -> attribute.tensors().stream())
                    .forEach(tensor -> names.constant(node.outputs().getFirst(), tensor));
        }
    }

    private static void requireAllowed(NodeMessage node, Place place) {
        GraphRule.DOMAIN.require(
                Operators.isKnown(node.domain()),
                place.at("domain"),
                "the graph uses operators of '" + node.domain() + "', which are not ONNX's own or ONNX Runtime's");
        GraphRule.OPERATOR.require(
                !node.operator().equals(ENGINE_CONTEXT), place.at("op_type"), "compiled graphs are not served");
        GraphRule.OPERATOR.require(
                Operators.isAllowed(node.domain(), node.operator()),
                place.at("op_type"),
                "the operator '" + node.operator() + "' is not served");
    }

    private List<AttributeMessage> attributes(NodeMessage node, GraphNames names, Place place) {
        List<AttributeMessage> read = new ArrayList<>(node.attributes().size());
        for (int i = 0; i < node.attributes().size(); i++) {
            Place at = place.at("attribute", i);
            AttributeMessage attribute = AttributeMessage.read(node.attributes().get(i), at);
            read.add(attribute);
            for (ByteBuffer graph : attribute.graphs()) {
                GraphRule.NESTING.require(
                        at.depth("g") < MAX_DEPTH - 1, at, "the graphs inside the graph lie deeper than " + MAX_DEPTH);
                graph(graph, Optional.of(names), at.at("g"));
            }
        }
        return read;
    }
}
