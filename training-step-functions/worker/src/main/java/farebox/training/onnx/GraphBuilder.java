package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Builds a graph from its inputs to its outputs. A value must exist before an operator takes it, so that nodes come out
 * in the order ONNX asks for. One builder builds one graph.
 */
public final class GraphBuilder {
    /** Opset 17 is the first with LayerNormalization; ai.onnx.ml 3 has tree ensembles and every encoder used here. */
    public static final long DEFAULT_OPSET = 17;

    private static final long ML_OPSET = 3;
    /** The oldest format version that may name these operator sets. */
    private static final long IR_VERSION = 8;

    private final long opset;
    private final GraphProto.Builder graph;
    private final Set<String> names = new HashSet<>(Set.of(Value.ABSENT.name()));
    private final Map<String, Integer> counters = new HashMap<>();

    public GraphBuilder(String name) {
        this(name, DEFAULT_OPSET);
    }

    /** A graph for another version of the default operators, as joining it to a given graph asks for. */
    public GraphBuilder(String name, long opset) {
        this.opset = opset;
        this.graph = GraphProto.newBuilder().setName(name);
    }

    /** The version of the default operators that nodes of this graph must be written for. */
    public long opset() {
        return opset;
    }

    /** Declares an input. */
    public Value input(String name, ElementType type, Dimension... shape) {
        graph.addInput(declaration(name, type, shape));
        return declare(name);
    }

    /** Declares that the graph gives this value under this name. */
    public void output(String name, Value value, ElementType type, Dimension... shape) {
        require(value);
        if (!value.name().equals(name)) {
            add(Operator.of("Identity"), List.of(value), List.of(declare(name)));
        }
        graph.addOutput(declaration(name, type, shape));
    }

    /** Holds a constant; the hint becomes a part of its name. */
    public Value constant(String hint, Tensor tensor) {
        Value value = fresh(hint);
        graph.addInitializer(tensor.named(value.name()));
        return value;
    }

    /** Applies an operator that has one output. */
    public Value apply(Operator operator, Value... inputs) {
        return apply(operator, 1, inputs).getFirst();
    }

    /** Applies an operator of the default domain that needs no attributes and has one output. */
    public Value apply(String operator, Value... inputs) {
        return apply(Operator.of(operator), inputs);
    }

    /** Applies an operator with that many outputs. */
    public List<Value> apply(Operator operator, int outputs, Value... inputs) {
        Arrays.stream(inputs).forEach(this::require);
        String hint = operator.type().toLowerCase(Locale.ROOT);
        List<Value> results =
                IntStream.range(0, outputs).mapToObj(output -> fresh(hint)).toList();
        add(operator, List.of(inputs), results);
        return results;
    }

    /** The graph as it stands, without what no output needs. */
    public OnnxGraph build() {
        if (graph.getOutputCount() == 0) {
            throw new IllegalStateException("the graph " + graph.getName() + " has no output");
        }
        return new OnnxGraph(ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("farebox")
                .addOpsetImport(new OperatorSet(OperatorSet.DEFAULT, opset).toProto())
                .addOpsetImport(new OperatorSet(OperatorSet.ML, ML_OPSET).toProto())
                .setGraph(GraphPruning.prune(graph.build()))
                .build());
    }

    private void add(Operator operator, List<Value> inputs, List<Value> outputs) {
        NodeProto.Builder node = operator.toProto().setName("node_" + graph.getNodeCount());
        inputs.forEach(input -> node.addInput(input.name()));
        outputs.forEach(output -> node.addOutput(output.name()));
        graph.addNode(node);
    }

    private void require(Value value) {
        if (!names.contains(value.name())) {
            throw new IllegalArgumentException("the graph %s has no value %s".formatted(graph.getName(), value.name()));
        }
    }

    private Value fresh(String hint) {
        String name;
        do {
            name = hint + "_" + counters.merge(hint, 1, Integer::sum);
        } while (names.contains(name));
        return declare(name);
    }

    private Value declare(String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("the graph %s has a value %s already".formatted(graph.getName(), name));
        }
        return new Value(name);
    }

    private static ValueInfoProto declaration(String name, ElementType type, Dimension... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        Arrays.stream(shape).map(Dimension::toProto).forEach(dimensions::addDim);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.code())
                                .setShape(dimensions)))
                .build();
    }
}
