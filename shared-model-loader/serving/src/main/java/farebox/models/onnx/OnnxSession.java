package farebox.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import farebox.kernel.InvalidRequest;
import farebox.models.TokenIds;
import farebox.models.TokenTensor;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A session of ONNX Runtime: what a graph says of its tensors, and what it computes. */
public final class OnnxSession implements AutoCloseable {
    private final OrtSession session;

    private OnnxSession(OrtSession session) {
        this.session = session;
    }

    /** Closes the options. */
    public static OnnxSession open(Path graph, SessionOptions options) throws OrtException {
        try (options) {
            return new OnnxSession(OnnxEngine.environment().createSession(graph.toString(), options));
        }
    }

    /**
     * The graph's inputs, and those outputs that are tensors of a type that is served.
     *
     * @throws InvalidRequest if an input is something else
     */
    public GraphSchema schema() throws OrtException {
        List<TensorSchema> inputs = tensors(session.getInputInfo().values());
        if (inputs.size() != session.getInputNames().size()) {
            throw new InvalidRequest(
                    "every input of the graph must be a tensor of a datatype of the Open" + " Inference Protocol");
        }
        return new GraphSchema(inputs, tensors(session.getOutputInfo().values()));
    }

    /** @return the outputs in the order of their names */
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) throws OrtException {
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            for (Tensor input : inputs) {
                given.put(input.name(), OnnxTensors.from(input, OnnxEngine.environment()));
            }
            try (OrtSession.Result result = session.run(given, new LinkedHashSet<>(outputs))) {
                return read(result, outputs);
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * As {@link #run(List, List)} for one text, whose run is so short that tensors of our own in between would tell.
     *
     * @param inputs of INT64, each given a row of the shape (1, tokens)
     * @param output of floats
     */
    FloatBuffer run(List<TokenTensor> inputs, TokenIds tokens, String output) throws OrtException {
        long[] shape = {1, tokens.count()};
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            for (TokenTensor input : inputs) {
                LongBuffer row = LongBuffer.wrap(input.values(tokens));
                given.put(input.tensor(), OnnxTensor.createTensor(OnnxEngine.environment(), row, shape));
            }
            try (OrtSession.Result result = session.run(given, Set.of(output))) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer();
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private static List<Tensor> read(OrtSession.Result result, List<String> outputs) throws OrtException {
        List<Tensor> tensors = new ArrayList<>(outputs.size());
        for (String output : outputs) {
            OnnxValue value = result.get(output).orElseThrow();
            tensors.add(OnnxTensors.to(output, (OnnxTensor) value));
        }
        return tensors;
    }

    private static List<TensorSchema> tensors(Collection<NodeInfo> nodes) {
        return nodes.stream().map(OnnxSession::tensor).flatMap(Optional::stream).toList();
    }

    private static Optional<TensorSchema> tensor(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor
                ? OnnxTensors.type(tensor)
                        .map(type -> new TensorSchema(
                                node.getName(),
                                type,
                                Arrays.stream(tensor.getShape()).boxed().toList()))
                : Optional.empty();
    }
}
