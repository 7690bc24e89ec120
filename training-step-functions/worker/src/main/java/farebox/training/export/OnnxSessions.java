package farebox.training.export;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.training.onnx.OnnxGraph;

/** Opens and closes graphs in ONNX Runtime. */
public final class OnnxSessions {
    private OnnxSessions() {}

    /**
     * @param threads that one operator may use
     * @throws IllegalStateException if ONNX Runtime refuses the graph
     */
    public static OrtSession open(OnnxGraph graph, int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            return OrtEnvironment.getEnvironment().createSession(graph.toBytes(), options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the graph", e);
        }
    }

    public static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to close a session", e);
        }
    }
}
