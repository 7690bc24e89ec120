package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A complete ONNX model, immutable. */
public final class OnnxGraph {
    private final ModelProto model;

    OnnxGraph(ModelProto model) {
        this.model = model;
    }

    /**
     * Reads a model's file.
     *
     * @throws IllegalArgumentException when the bytes are no ONNX model
     */
    public static OnnxGraph parse(byte[] file) {
        try {
            ModelProto model = ModelProto.parseFrom(file);
            if (!model.hasGraph()) {
                throw new IllegalArgumentException("the bytes hold no ONNX graph");
            }
            return new OnnxGraph(model);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the bytes are no ONNX model", e);
        }
    }

    /** The model as a file's content. */
    public byte[] toBytes() {
        return model.toByteArray();
    }

    /** The version of the default operators that the graph was written for. */
    public long opset() {
        return model.getOpsetImportList().stream()
                .filter(imported -> imported.getDomain().equals(OperatorSet.DEFAULT)
                        || imported.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the model names no default operator set"));
    }

    /** What a caller must give; an old graph also lists its constants as inputs. */
    public List<String> inputs() {
        return callerInputs().map(ValueInfoProto::getName).toList();
    }

    private Stream<ValueInfoProto> callerInputs() {
        return GraphValues.inputs(model.getGraph());
    }

    /** The sizes of the first input, -1 where one is free. */
    public List<Long> inputShape() {
        return callerInputs().findFirst().stream()
                .flatMap(input -> input.getType().getTensorType().getShape().getDimList().stream())
                .map(size -> size.hasDimValue() && size.getDimValue() > 0 ? size.getDimValue() : -1L)
                .toList();
    }

    /** The names of all values that nodes, constants and inputs make. */
    public Set<String> values() {
        return GraphValues.of(model.getGraph());
    }

    /** The numbers of a float32 constant; none if the graph has no constant of that name. */
    public Optional<float[]> constant(String name) {
        return model.getGraph().getInitializerList().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .map(WeightMatrix::floats);
    }

    public List<String> outputs() {
        return model.getGraph().getOutputList().stream()
                .map(ValueInfoProto::getName)
                .toList();
    }

    /** The notes that the model carries. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        model.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        return metadata;
    }

    /** This model with further notes, in the order of their keys so that equal notes give equal bytes. */
    public OnnxGraph withMetadata(Map<String, String> notes) {
        Map<String, String> all = new TreeMap<>(metadata());
        all.putAll(notes);
        ModelProto.Builder builder = model.toBuilder().clearMetadataProps();
        all.forEach((key, value) -> builder.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return new OnnxGraph(builder.build());
    }

    /**
     * This graph with another one behind it: the head's inputs are fed by values of this graph, and the head's outputs
     * are the outputs of the result. Nodes that no output needs are dropped. Inputs of the head that are not wired
     * become inputs.
     *
     * @param wiring values of this graph by the head's input that each feeds
     * @throws IllegalArgumentException when a name is unknown or the two were written for different operator sets
     */
    public OnnxGraph append(OnnxGraph head, Map<String, String> wiring) {
        return new OnnxGraph(new GraphJoin(model, head.model).join(wiring));
    }

    /**
     * This graph with its products with constant matrices computed in bytes, which takes a quarter of their size; none
     * if it has no such product worth it.
     */
    public Optional<OnnxGraph> quantized() {
        return DynamicQuantization.of(model.getGraph()).map(this::with);
    }

    /**
     * This graph with the smallest weights set to zero; none if it has no weights.
     *
     * @param share of the weights
     */
    public Optional<OnnxGraph> pruned(double share) {
        return new MagnitudePruning(share).of(model.getGraph()).map(this::with);
    }

    private OnnxGraph with(GraphProto graph) {
        return new OnnxGraph(model.toBuilder().setGraph(graph).build());
    }

    ModelProto toProto() {
        return model;
    }
}
