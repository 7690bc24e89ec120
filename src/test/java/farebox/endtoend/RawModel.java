package farebox.endtoend;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.models.FileRole;
import farebox.models.publish.BundledModel;
import farebox.models.publish.ByteSource;
import farebox.models.publish.onnx.OnnxModelConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * The graph as it was before it was published, run by ONNX Runtime alone, one sentence at a time. Mean pooling over the
 * tokens and scaling to length 1 are written once more here, as plainly as can be, to compare with.
 */
final class RawModel implements AutoCloseable {
    private final OrtEnvironment environment = environment();
    private final HuggingFaceTokenizer tokenizer;
    private final OrtSession session;

    RawModel() throws IOException, OrtException {
        try (InputStream definition =
                BundledModel.allMiniLmL6V2().file(FileRole.TOKENIZER).open()) {
            this.tokenizer = HuggingFaceTokenizer.newInstance(
                    definition, Map.of("truncation", "false", "padding", "false", "modelMaxLength", "512"));
        }
        this.session =
                environment.createSession(bytes(BundledModel.allMiniLmL6V2().file(FileRole.GRAPH)));
    }

    int tokens(String text) {
        return ids(text).length;
    }

    /** @return 384 numbers */
    float[] embed(String text) throws OrtException {
        long[] ids = ids(text);
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor tokens = tensor(ids);
                OnnxTensor mask = tensor(ones);
                OnnxTensor types = tensor(new long[ids.length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
            return pooled(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
        }
    }

    @Override
    public void close() throws OrtException {
        tokenizer.close();
        session.close();
    }

    /** A JVM has one environment, and DJL, by which other tests publish models, wants to be the one that makes it. */
    private static OrtEnvironment environment() {
        String madeByDjl = new OnnxModelConverter().converter();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        if (!madeByDjl.contains(environment.getVersion())) {
            throw new IllegalStateException("compares ONNX Runtime " + environment.getVersion() + " with " + madeByDjl);
        }
        return environment;
    }

    private long[] ids(String text) {
        return tokenizer.encode(text).getIds();
    }

    private OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(row), new long[] {1, row.length});
    }

    private static float[] pooled(FloatBuffer hidden, int tokens) {
        int width = hidden.remaining() / tokens;
        double[] mean = new double[width];
        for (int i = 0; i < tokens * width; i++) {
            mean[i % width] += hidden.get(i) / tokens;
        }
        double squares = 0;
        for (double each : mean) {
            squares += each * each;
        }
        float[] vector = new float[width];
        for (int i = 0; i < width; i++) {
            vector[i] = (float) (mean[i] / Math.sqrt(squares));
        }
        return vector;
    }

    private static byte[] bytes(ByteSource byteSource) throws IOException {
        try (InputStream in = byteSource.open()) {
            return in.readAllBytes();
        }
    }
}
