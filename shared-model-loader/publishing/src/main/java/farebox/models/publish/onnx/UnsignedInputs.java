package farebox.models.publish.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * ONNX Runtime's Java interface makes no tensors of UINT16, UINT32 or UINT64. Inputs of these types are declared as the
 * signed type of the same bits, and a Cast, which keeps the bits, makes them again what the graph works with.
 */
final class UnsignedInputs {
    private static final String SUFFIX = "__unsigned";

    private UnsignedInputs() {}

    /** The graph itself if it has no such input, else a copy beside it that the interface can call. */
    static Path servable(Path graph, GraphSchema schema) throws IOException {
        if (schema.inputs().stream().noneMatch(UnsignedInputs::isUnsigned)) {
            return graph;
        }
        Path copy = graph.resolveSibling("signed.onnx");
        try (InputStream in = Files.newInputStream(graph);
                OutputStream out = Files.newOutputStream(copy)) {
            ModelProto model = ModelProto.parseFrom(in);
            model.toBuilder().setGraph(signed(model.getGraph())).build().writeTo(out);
        }
        return copy;
    }

    private static boolean isUnsigned(TensorSchema input) {
        return switch (input.type()) {
            case UINT16, UINT32, UINT64 -> true;
            case BOOL, UINT8, INT8, INT16, INT32, INT64, FP16, FP32, FP64, BF16, BYTES -> false;
        };
    }

    private static GraphProto signed(GraphProto graph) {
        Map<String, String> renamed = new HashMap<>();
        GraphProto.Builder signed = graph.toBuilder().clearNode().clearInput();
        for (ValueInfoProto input : graph.getInputList()) {
            int type = input.getType().getTensorType().getElemType();
            int sameBits = signed(type);
            ValueInfoProto.Builder declared = input.toBuilder();
            if (sameBits != type) {
                declared.getTypeBuilder().getTensorTypeBuilder().setElemType(sameBits);
                renamed.put(input.getName(), input.getName() + SUFFIX);
                signed.addNode(cast(input.getName(), type));
            }
            signed.addInput(declared);
        }
        graph.getNodeList().forEach(node -> signed.addNode(renamed(node, renamed)));
        return signed.build();
    }

    private static int signed(int type) {
        return switch (type) {
            case TensorProto.DataType.UINT16_VALUE -> TensorProto.DataType.INT16_VALUE;
            case TensorProto.DataType.UINT32_VALUE -> TensorProto.DataType.INT32_VALUE;
            case TensorProto.DataType.UINT64_VALUE -> TensorProto.DataType.INT64_VALUE;
            default -> type;
        };
    }

    private static NodeProto cast(String input, int type) {
        return NodeProto.newBuilder()
                .setOpType("Cast")
                .setName(input + SUFFIX)
                .addInput(input)
                .addOutput(input + SUFFIX)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(type))
                .build();
    }

    /** A graph inside the graph may use the inputs too. */
    private static NodeProto renamed(NodeProto node, Map<String, String> names) {
        NodeProto.Builder renamed = node.toBuilder().clearInput().clearAttribute();
        node.getInputList().forEach(input -> renamed.addInput(names.getOrDefault(input, input)));
        for (AttributeProto attribute : node.getAttributeList()) {
            AttributeProto.Builder changed = attribute.toBuilder().clearGraphs();
            if (attribute.hasG()) {
                changed.setG(renamed(attribute.getG(), names));
            }
            attribute.getGraphsList().forEach(inner -> changed.addGraphs(renamed(inner, names)));
            renamed.addAttribute(changed);
        }
        return renamed.build();
    }

    private static GraphProto renamed(GraphProto graph, Map<String, String> names) {
        GraphProto.Builder renamed = graph.toBuilder().clearNode();
        graph.getNodeList().forEach(node -> renamed.addNode(renamed(node, names)));
        return renamed.build();
    }
}
