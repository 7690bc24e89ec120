package farebox.training.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Runs graphs in ONNX Runtime for tests. */
public final class Onnx {
    private Onnx() {}

    /**
     * Runs a graph once for one of its outputs.
     *
     * @param inputs arrays of the inputs' rank, by name
     * @return an array of the output's rank
     */
    public static Object run(OnnxGraph graph, Map<String, Object> inputs, String output) {
        return Objects.requireNonNull(run(graph, inputs).get(output), output);
    }

    /** Runs a graph once for all of its outputs, by name. */
    public static Map<String, Object> run(OnnxGraph graph, Map<String, Object> inputs) {
        return run(graph, session -> call(session, inputs));
    }

    private static <T> T run(OnnxGraph graph, Function<OrtSession, T> work) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(graph.toBytes(), options)) {
                return work.apply(session);
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> call(OrtSession session, Map<String, Object> inputs) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, Object> input : inputs.entrySet()) {
                tensors.put(input.getKey(), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                return outputs(result);
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static Map<String, Object> outputs(OrtSession.Result result) throws OrtException {
        Map<String, Object> outputs = new HashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), output.getValue().getValue());
        }
        return outputs;
    }
}
