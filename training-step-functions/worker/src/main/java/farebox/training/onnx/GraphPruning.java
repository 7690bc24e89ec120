package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Drops nodes and constants that no output needs; inputs stay, for they are what callers send. */
final class GraphPruning {
    private GraphPruning() {}

    static GraphProto prune(GraphProto graph) {
        Set<String> needed = new HashSet<>();
        graph.getOutputList().forEach(output -> needed.add(output.getName()));
        List<NodeProto> kept = neededNodes(graph, needed);
        GraphProto.Builder pruned = graph.toBuilder()
                .clearNode()
                .clearInitializer()
                .clearValueInfo()
                .addAllNode(kept);
        graph.getInitializerList().stream()
                .filter(constant -> needed.contains(constant.getName()))
                .forEach(pruned::addInitializer);
        return pruned.build();
    }

    /** Walks backwards, which ONNX's order of nodes makes enough. */
    private static List<NodeProto> neededNodes(GraphProto graph, Set<String> needed) {
        List<NodeProto> kept = new ArrayList<>();
        for (NodeProto node : graph.getNodeList().reversed()) {
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                GraphValues.readBy(node).forEach(needed::add);
                kept.addFirst(node);
            }
        }
        return kept;
    }
}
