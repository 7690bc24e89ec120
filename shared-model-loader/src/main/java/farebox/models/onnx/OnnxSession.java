package farebox.models.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import farebox.models.TensorSchema;
import farebox.models.TensorType;
import farebox.models.TokenIds;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** ONNX Runtime itself, without DJL: what a graph says of itself, and what it answers. */
final class OnnxSession implements AutoCloseable {
    private final OrtSession session;

    private OnnxSession(OrtSession session) {
        this.session = session;
    }

    /** Closes the options. */
    static OnnxSession open(Path graph, SessionOptions options) throws OrtException {
        try (options) {
            return new OnnxSession(OnnxEngine.environment().createSession(graph.toString(), options));
        }
    }

    List<TensorSchema> inputs() throws OrtException {
        return session.getInputInfo().entrySet().stream()
                .map(input -> schema(input.getKey(), input.getValue().getInfo()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Those that are tensors of a type that is served. */
    List<TensorSchema> outputs() throws OrtException {
        return session.getOutputInfo().entrySet().stream()
                .map(output -> schema(output.getKey(), output.getValue().getInfo()))
                .flatMap(Optional::stream)
                .toList();
    }

    int inputCount() {
        return session.getInputNames().size();
    }

    /** The vectors of the tokens, as (tokens, dimensions). */
    FloatBuffer run(TokenIds tokens, String output) throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            for (String name : session.getInputNames()) {
                inputs.put(name, tensor(TokenInput.named(name).values(tokens)));
            }
            try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer();
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private static OnnxTensor tensor(long[] values) throws OrtException {
        OrtEnvironment environment = OnnxEngine.environment();
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static Optional<TensorSchema> schema(String name, ValueInfo info) {
        if (!(info instanceof TensorInfo tensor)) {
            return Optional.empty();
        }
        return type(tensor.type)
                .map(type -> new TensorSchema(
                        name, type, Arrays.stream(tensor.getShape()).boxed().toList()));
    }

    private static Optional<TensorType> type(OnnxJavaType type) {
        return switch (type) {
            case INT64 -> Optional.of(TensorType.INT64);
            case FLOAT -> Optional.of(TensorType.FP32);
            default -> Optional.empty();
        };
    }
}
