package farebox.models.onnx;

import ai.onnxruntime.OrtException;
import farebox.models.EmbeddingModel;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import farebox.models.TokenTensor;
import farebox.models.tensor.Tensor;
import java.util.List;

/**
 * A model of texts. A text is run alone unless batches are alike: among others it would be padded, and the dynamic
 * quantisation of an int8 graph would let them change each other's results.
 */
final class OnnxEmbeddingModel implements EmbeddingModel, GraphModel {
    /** More texts in a run gain nothing. */
    private static final int MAX_BATCH = 32;

    /** Bounds what a run takes in memory, which grows with the square of the length. */
    private static final int MAX_BATCH_TOKENS = 2_048;

    private final OnnxTextModel text;
    private final ModelSpec.TextEmbedding spec;
    private final List<TokenTensor> inputs;
    private final Pooler pooler;
    private final boolean batchesAlike;

    /** @param batchesAlike whether texts of one length may be run together */
    OnnxEmbeddingModel(OnnxTextModel text, ModelSpec.TextEmbedding spec, boolean batchesAlike) {
        this.text = text;
        this.spec = spec;
        this.inputs = text.card().graph().inputs().stream()
                .map(input -> TokenTensor.named(input.name()))
                .toList();
        this.pooler = new Pooler(spec.pooling(), spec.normalise());
        this.batchesAlike = batchesAlike;
    }

    @Override
    public OnnxModel graph() {
        return text.graph();
    }

    @Override
    public TokenIds tokenize(String given) {
        return text.tokenize(given);
    }

    @Override
    public float[] embed(TokenIds tokens) {
        requireWithinLimits(tokens);
        try {
            return pooler.pool(graph().session().run(inputs, tokens, spec.output()), tokens.count());
        } catch (OrtException e) {
            throw new IllegalStateException("the graph of " + card().ref() + " failed on checked input", e);
        }
    }

    @Override
    public int maxBatch(int length) {
        return batchesAlike ? Math.clamp(MAX_BATCH_TOKENS / length, 1, MAX_BATCH) : 1;
    }

    @Override
    public List<float[]> embedBatch(List<TokenIds> texts) {
        if (texts.size() == 1) {
            return List.of(embed(texts.getFirst()));
        }
        texts.forEach(this::requireWithinLimits);
        List<Tensor> rows = TokenTensor.inputs(card().graph(), texts);
        Tensor hidden = run(rows, List.of(spec.output())).getFirst();
        return pooler.poolRows(hidden);
    }

    @Override
    public void close() {
        text.close();
    }

    private void requireWithinLimits(TokenIds tokens) {
        if (tokens.count() < 1 || tokens.count() > spec.text().maxTokens()) {
            throw new IllegalArgumentException("the caller checks the length: " + tokens.count());
        }
        for (long id : tokens.ids()) {
            if (id < 0 || id >= spec.text().vocabulary()) {
                throw new IllegalArgumentException("the caller checks the vocabulary: " + id);
            }
        }
    }
}
