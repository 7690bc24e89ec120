package farebox.models.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.file.Path;

/** How sessions are made. The caller closes the options once the session stands. */
public final class SessionSettings {
    private SessionSettings() {}

    /**
     * For a converted graph: mapped instead of read, its weights used where they lie, not optimised again. Two callers
     * of one thread each beat one caller of two, and a waiting thread must not spin on a processor that is billed.
     */
    public static SessionOptions serving() throws OrtException {
        SessionOptions options = oneThread();
        options.setOptimizationLevel(OptLevel.NO_OPT);
        options.addConfigEntry("session.load_model_format", "ORT");
        options.addConfigEntry("session.use_memory_mapped_ort_model", "1");
        options.addConfigEntry("session.use_ort_model_bytes_for_initializers", "1");
        return options;
    }

    /** For a graph as it was given. */
    public static SessionOptions asGiven() throws OrtException {
        return oneThread();
    }

    /** Writes the optimised graph while the session is made. Higher levels would tie it to this processor. */
    public static SessionOptions converting(Path target) throws OrtException {
        SessionOptions options = oneThread();
        options.setOptimizationLevel(OptLevel.EXTENDED_OPT);
        options.setOptimizedModelFilePath(target.toString());
        options.addConfigEntry("session.save_model_format", "ORT");
        return options;
    }

    /** After the engine, which must be the first to use ONNX Runtime. */
    private static SessionOptions oneThread() throws OrtException {
        OnnxEngine.start();
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }
}
