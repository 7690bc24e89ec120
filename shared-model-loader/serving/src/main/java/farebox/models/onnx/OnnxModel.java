package farebox.models.onnx;

import ai.onnxruntime.OrtException;
import farebox.kernel.InvalidRequest;
import farebox.models.Manifest;
import farebox.models.ModelCard;
import farebox.models.cache.OpenModel;
import farebox.models.tensor.Tensor;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open session, called by the graph's own tensors. */
record OnnxModel(Manifest manifest, OnnxSession session) implements OpenModel {
    private static final Logger log = LoggerFactory.getLogger(OnnxModel.class);

    @Override
    public ModelCard card() {
        return manifest.card();
    }

    /** What the schema cannot say, such as how far an index goes, is found by running; the engine then names a code. */
    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        try {
            return session.run(inputs, outputs);
        } catch (OrtException e) {
            log.atWarn()
                    .addKeyValue("model", manifest.ref())
                    .addKeyValue("version", manifest.version())
                    .setCause(e)
                    .log("graph_run_failed");
            throw new InvalidRequest("the graph of " + manifest.ref().name()
                    + " does not take these values or sizes: ONNX Runtime ended with " + e.getCode());
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session of " + manifest.ref() + " does not close", e);
        }
        NativeHeap.trim();
    }
}
