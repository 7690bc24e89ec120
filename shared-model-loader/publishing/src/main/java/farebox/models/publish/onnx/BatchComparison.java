package farebox.models.publish.onnx;

import ai.onnxruntime.OrtException;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import farebox.models.TokenTensor;
import farebox.models.onnx.OnnxSession;
import farebox.models.onnx.Pooler;
import farebox.models.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds out whether texts of one length may be run together. A graph with dynamic quantisation scales each activation
 * by all that is in the run, so that texts change each other's embeddings; one in floating point does not.
 */
record BatchComparison(OnnxSession session, ModelSpec.TextEmbedding spec) {
    /** The order of sums may differ between runs of another size; nothing else may. */
    private static final double TOLERANCE = 1e-5;

    private static final int BATCH = 4;

    /** @param samples inputs of one text each */
    boolean isAlike(List<List<Tensor>> samples) {
        try {
            for (List<Tensor> sample : samples) {
                if (!areAlike(texts(sample))) {
                    return false;
                }
            }
            return true;
        } catch (OrtException takesOneTextOnly) {
            return false;
        }
    }

    private boolean areAlike(List<TokenIds> texts) throws OrtException {
        List<float[]> together = embed(texts);
        for (int i = 0; i < texts.size(); i++) {
            if (!isSame(together.get(i), embed(List.of(texts.get(i))).getFirst())) {
                return false;
            }
        }
        return true;
    }

    /** The sample's text, and others of the same length: its ids moved round. */
    private static List<TokenIds> texts(List<Tensor> sample) {
        double[] ids = sample.stream()
                .filter(tensor -> TokenTensor.named(tensor.name()) == TokenTensor.INPUT_IDS)
                .findFirst()
                .map(Tensor::numbers)
                .orElseThrow();
        return IntStream.range(0, BATCH)
                .mapToObj(shift -> IntStream.range(0, ids.length)
                        .mapToLong(i -> (long) ids[(i + shift) % ids.length])
                        .toArray())
                .map(TokenIds::new)
                .toList();
    }

    private List<float[]> embed(List<TokenIds> texts) throws OrtException {
        List<Tensor> inputs = TokenTensor.inputs(session.schema(), texts);
        List<Tensor> outputs = session.run(inputs, List.of(spec.output()));
        return new Pooler(spec.pooling(), spec.normalise()).poolRows(outputs.getFirst());
    }

    private static boolean isSame(float[] one, float[] other) {
        for (int i = 0; i < one.length; i++) {
            if (!(Math.abs(one[i] - other[i]) <= TOLERANCE)) {
                return false;
            }
        }
        return true;
    }
}
