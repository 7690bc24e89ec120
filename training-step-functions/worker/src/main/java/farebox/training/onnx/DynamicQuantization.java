package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Products with constant matrices in bytes: the matrix is rounded once, a column at a time, and what is multiplied with
 * it when the graph runs (DynamicQuantizeLinear and MatMulInteger of ONNX). Other operators stay as they are.
 *
 * <p>Weights take 7 bits: processors without byte products add two of them in 16 bits, which 8 bits would overflow.
 */
final class DynamicQuantization {
    private static final int LEVELS = 63;

    /** A smaller matrix loses more in the nodes around it than it gains. */
    private static final int FEWEST = 256;

    private final Map<String, WeightMatrix> matrices = new HashMap<>();
    private final GraphProto.Builder result;
    private int products;

    private DynamicQuantization(GraphProto graph) {
        this.result = graph.toBuilder().clearNode();
        graph.getInitializerList()
                .forEach(constant ->
                        WeightMatrix.of(constant).ifPresent(matrix -> matrices.put(constant.getName(), matrix)));
        graph.getNodeList().forEach(this::addTransposed);
    }

    /** The graph with its products in bytes; none if it has no product with a constant matrix worth it. */
    static Optional<GraphProto> of(GraphProto graph) {
        DynamicQuantization quantization = new DynamicQuantization(graph);
        graph.getNodeList().forEach(quantization::add);
        return quantization.products == 0
                ? Optional.empty()
                : Optional.of(GraphPruning.prune(quantization.result.build()));
    }

    private void addTransposed(NodeProto node) {
        if (node.getOpType().equals("Transpose") && matrices.containsKey(node.getInput(0))) {
            matrices.put(node.getOutput(0), matrices.get(node.getInput(0)).transposed());
        }
    }

    private void add(NodeProto node) {
        Optional<WeightMatrix> matrix = Optional.of(node)
                .filter(DynamicQuantization::isProduct)
                .map(product -> matrices.get(product.getInput(1)))
                .filter(known -> known.elements().length >= FEWEST);
        matrix.ifPresentOrElse(weights -> addProduct(node, weights), () -> result.addNode(node));
    }

    /** A MatMul, or a Gemm that only adds a bias. */
    private static boolean isProduct(NodeProto node) {
        boolean plain = node.getAttributeList().stream()
                .map(AttributeProto::getName)
                .noneMatch(name -> name.equals("transA") || name.equals("alpha") || name.equals("beta"));
        return node.getOpType().equals("MatMul")
                || (node.getOpType().equals("Gemm") && node.getInputCount() == 3 && plain);
    }

    private void addProduct(NodeProto node, WeightMatrix given) {
        products++;
        boolean transposed = node.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals("transB") && attribute.getI() == 1);
        WeightMatrix matrix = transposed ? given.transposed() : given;
        String name = "int8_" + products + "/";
        float[] scales = addWeights(name, matrix);
        result.addInitializer(Tensor.floats(scales, scales.length).named(name + "scales"));
        op("DynamicQuantizeLinear", List.of(node.getInput(0)), List.of(name + "x", name + "scale", name + "zero"));
        op("MatMulInteger", List.of(name + "x", name + "weights", name + "zero"), List.of(name + "sums"));
        result.addNode(node("Cast", List.of(name + "sums"), List.of(name + "floats"))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(ElementType.FLOAT.code())));
        op("Mul", List.of(name + "floats", name + "scale"), List.of(name + "scaled"));
        boolean biased = node.getOpType().equals("Gemm");
        String product = biased ? name + "product" : node.getOutput(0);
        op("Mul", List.of(name + "scaled", name + "scales"), List.of(product));
        if (biased) {
            op("Add", List.of(product, node.getInput(2)), List.of(node.getOutput(0)));
        }
    }

    /** Returns the size of one level of each column. */
    private float[] addWeights(String name, WeightMatrix matrix) {
        float[] scales = matrix.largestOfColumns();
        for (int column = 0; column < scales.length; column++) {
            scales[column] = scales[column] == 0 ? 1 : scales[column] / LEVELS;
        }
        byte[] bytes = new byte[matrix.elements().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(matrix.elements()[i] / scales[i % scales.length]);
        }
        result.addInitializer(TensorProto.newBuilder()
                .setName(name + "weights")
                .setDataType(TensorProto.DataType.INT8_VALUE)
                .addDims(matrix.rows())
                .addDims(matrix.columns())
                .setRawData(ByteString.copyFrom(bytes)));
        return scales;
    }

    private void op(String type, List<String> inputs, List<String> outputs) {
        result.addNode(node(type, inputs, outputs));
    }

    private static NodeProto.Builder node(String type, List<String> inputs, List<String> outputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .setName(outputs.getFirst())
                .addAllInput(inputs)
                .addAllOutput(outputs);
    }
}
