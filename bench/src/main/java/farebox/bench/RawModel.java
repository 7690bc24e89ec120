package farebox.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The same graph under the same session options, by ONNX Runtime's own API and nothing else: token ids in, the mean of
 * the tokens' vectors at length 1 out.
 */
final class RawModel implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;

    /** @param graph in the format of ONNX Runtime, as it is published */
    RawModel(Path graph) throws OrtException {
        this.environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            options.addConfigEntry("session.load_model_format", "ORT");
            options.addConfigEntry("session.use_memory_mapped_ort_model", "1");
            options.addConfigEntry("session.use_ort_model_bytes_for_initializers", "1");
            this.session = environment.createSession(graph.toString(), options);
        }
    }

    float[] embed(long[] ids) throws OrtException {
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor tokens = tensor(ids);
                OnnxTensor attention = tensor(mask);
                OnnxTensor types = tensor(new long[ids.length]);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", tokens, "attention_mask", attention, "token_type_ids", types))) {
            return pooled(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static float[] pooled(FloatBuffer hidden, int tokens) {
        double[] sum = new double[hidden.remaining() / tokens];
        while (hidden.hasRemaining()) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += hidden.get();
            }
        }
        double length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
        float[] scaled = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            scaled[i] = (float) (sum[i] / length);
        }
        return scaled;
    }
}
