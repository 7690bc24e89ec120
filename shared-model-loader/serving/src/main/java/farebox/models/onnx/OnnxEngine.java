package farebox.models.onnx;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

/** DJL's engine over ONNX Runtime, started once and told what it may not do. */
public final class OnnxEngine {
    static {
        // Without these a start asks the network who it runs for, and looks for another engine to help out.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        // The pools that all sessions could share. Ours have their own, of one thread: the caller's.
        System.setProperty("ai.djl.onnxruntime.num_threads", "1");
        System.setProperty("ai.djl.onnxruntime.num_interop_threads", "1");
        Engine.getEngine("OnnxRuntime");
    }

    private OnnxEngine() {}

    /** ONNX Runtime's own environment; DJL must have made it first, or it finds options it did not set. */
    public static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    /** Does nothing but load this class, and with it the engine; the tokenizers read the same properties. */
    public static void start() {}
}
