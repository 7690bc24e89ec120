package farebox.training.neural.language;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.training.neural.Attention;
import farebox.training.neural.Network;
import farebox.training.neural.onnx.CachedNetworkGraph;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys and values of the tokens that a text has so far, as the graph gave them. */
final class GenerationCache implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    /** By the name of the input that takes each. */
    private final Map<String, OnnxTensor> past = new HashMap<>();
    /** What holds the memory of the past. */
    private final List<AutoCloseable> held = new ArrayList<>();

    GenerationCache(OrtEnvironment environment, OrtSession session, Network network) throws OrtException {
        this.environment = environment;
        this.session = session;
        List<Attention> attentions = network.attentions();
        for (int i = 0; i < attentions.size(); i++) {
            addNothing(CachedNetworkGraph.pastKey(i), attentions.get(i));
            addNothing(CachedNetworkGraph.pastValue(i), attentions.get(i));
        }
    }

    private void addNothing(String input, Attention attention) throws OrtException {
        long[] shape = {1, attention.heads(), 0, attention.headSize()};
        OnnxTensor nothing = OnnxTensor.createTensor(environment, FloatBuffer.allocate(0), shape);
        past.put(input, nothing);
        held.add(nothing);
    }

    /** Adds tokens and returns the scores of the one that follows. */
    float[] advance(int... tokens) throws OrtException {
        long[] ids = new long[tokens.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens[i];
        }
        try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids})) {
            Map<String, OnnxTensorLike> inputs = new HashMap<>(past);
            inputs.put(CachedNetworkGraph.IDS, input);
            return remember(session.run(inputs));
        }
    }

    private float[] remember(OrtSession.Result result) throws OrtException {
        close();
        held.add(result);
        past.replaceAll((name, _) ->
                (OnnxTensor) result.get(CachedNetworkGraph.present(name)).orElseThrow());
        float[][][] logits = (float[][][])
                result.get(CachedNetworkGraph.LOGITS).orElseThrow().getValue();
        return logits[0][logits[0].length - 1];
    }

    @Override
    public void close() {
        held.forEach(GenerationCache::close);
        held.clear();
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("ONNX Runtime failed to free a tensor", e);
        }
    }
}
