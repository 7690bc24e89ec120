package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Puts one graph behind another; the names that the second uses for itself are made different from the first's. */
final class GraphJoin {
    private static final String PREFIX = "head";

    private final ModelProto backbone;
    private final ModelProto head;
    private final Set<String> backboneValues;

    /** What the second graph's own names begin with, and none of the first's. */
    private final String prefix;

    GraphJoin(ModelProto backbone, ModelProto head) {
        this.backbone = backbone;
        this.head = head;
        this.backboneValues = GraphValues.of(backbone.getGraph());
        this.prefix = Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? PREFIX + "/" : PREFIX + number + "/")
                .filter(free -> backboneValues.stream().noneMatch(value -> value.startsWith(free)))
                .findFirst()
                .orElseThrow();
    }

    ModelProto join(Map<String, String> wiring) {
        Map<String, String> renamed = names(wiring);
        GraphProto.Builder graph = backbone.getGraph().toBuilder().clearOutput();
        head.getGraph().getInitializerList().forEach(constant -> graph.addInitializer(rename(constant, renamed)));
        head.getGraph().getNodeList().forEach(node -> graph.addNode(rename(node, renamed)));
        GraphValues.inputs(head.getGraph())
                .filter(input -> !wiring.containsKey(input.getName()))
                .forEach(graph::addInput);
        head.getGraph().getOutputList().forEach(graph::addOutput);
        ModelProto.Builder model = backbone.toBuilder()
                .setIrVersion(Math.max(backbone.getIrVersion(), head.getIrVersion()))
                .setGraph(GraphPruning.prune(graph.build()));
        addOperatorSets(model);
        return model.build();
    }

    /** The name in the result of every value of the head. Its free inputs and its outputs keep theirs. */
    private Map<String, String> names(Map<String, String> wiring) {
        Map<String, String> names = new HashMap<>();
        GraphValues.of(head.getGraph()).forEach(value -> names.put(value, prefix + value));
        GraphValues.inputs(head.getGraph()).forEach(input -> keep(input.getName(), names));
        wiring.forEach((input, value) -> wire(input, value, names));
        head.getGraph().getOutputList().forEach(output -> keep(output.getName(), names));
        names.put(Value.ABSENT.name(), Value.ABSENT.name());
        return names;
    }

    private void wire(String input, String value, Map<String, String> names) {
        if (GraphValues.inputs(head.getGraph()).map(ValueInfoProto::getName).noneMatch(input::equals)) {
            throw new IllegalArgumentException("the head has no input " + input);
        }
        if (!backboneValues.contains(value)) {
            throw new IllegalArgumentException("the graph has no value " + value);
        }
        names.put(input, value);
    }

    private static void keep(String name, Map<String, String> names) {
        names.put(name, name);
    }

    private static TensorProto rename(TensorProto constant, Map<String, String> names) {
        return constant.toBuilder().setName(nameOf(constant.getName(), names)).build();
    }

    private NodeProto rename(NodeProto node, Map<String, String> names) {
        NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput().setName(prefix + node.getName());
        node.getInputList().forEach(input -> renamed.addInput(nameOf(input, names)));
        node.getOutputList().forEach(output -> renamed.addOutput(nameOf(output, names)));
        return renamed.build();
    }

    private static String nameOf(String value, Map<String, String> names) {
        String name = names.get(value);
        if (name == null) {
            throw new IllegalArgumentException("the head uses a value that it does not define: " + value);
        }
        return name;
    }

    private void addOperatorSets(ModelProto.Builder model) {
        Map<String, Long> versions = new HashMap<>();
        backbone.getOpsetImportList().forEach(set -> versions.put(domain(set), set.getVersion()));
        Set<String> used = new HashSet<>();
        head.getGraph().getNodeList().forEach(node -> used.add(node.getDomain()));
        for (OperatorSetIdProto set : head.getOpsetImportList()) {
            Long version = versions.putIfAbsent(domain(set), set.getVersion());
            if (version == null) {
                model.addOpsetImport(set);
            } else if (version != set.getVersion() && used.contains(domain(set))) {
                throw new IllegalArgumentException(
                        "the graph uses version %d of the operators '%s', the head version %d"
                                .formatted(version, domain(set), set.getVersion()));
            }
        }
    }

    private static String domain(OperatorSetIdProto set) {
        return set.getDomain().equals("ai.onnx") ? OperatorSet.DEFAULT : set.getDomain();
    }
}
