package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which values a graph defines, and which a node reads. */
final class GraphValues {
    private GraphValues() {}

    /** Every value that the graph is given, holds or computes. */
    static Set<String> of(GraphProto graph) {
        Set<String> values = new HashSet<>();
        graph.getInputList().forEach(input -> values.add(input.getName()));
        graph.getInitializerList().forEach(constant -> values.add(constant.getName()));
        graph.getNodeList().forEach(node -> values.addAll(node.getOutputList()));
        values.remove(Value.ABSENT.name());
        return values;
    }

    /** The inputs that are no constants; before version 4 of the format every constant was an input too. */
    static Stream<ValueInfoProto> inputs(GraphProto graph) {
        Set<String> constants = graph.getInitializerList().stream()
                .map(constant -> constant.getName())
                .collect(Collectors.toSet());
        return graph.getInputList().stream().filter(input -> !constants.contains(input.getName()));
    }

    /** The values that a node reads, those its subgraphs read included. */
    static Stream<String> readBy(NodeProto node) {
        return Stream.concat(
                node.getInputList().stream(),
                node.getAttributeList().stream().flatMap(GraphValues::subgraphs).flatMap(GraphValues::readBy));
    }

    private static Stream<String> readBy(GraphProto graph) {
        return Stream.concat(
                graph.getNodeList().stream().flatMap(GraphValues::readBy),
                graph.getOutputList().stream().map(output -> output.getName()));
    }

    private static Stream<GraphProto> subgraphs(AttributeProto attribute) {
        Stream<GraphProto> one = attribute.hasG() ? Stream.of(attribute.getG()) : Stream.empty();
        return Stream.concat(one, attribute.getGraphsList().stream());
    }
}
