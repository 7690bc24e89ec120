package farebox.models.onnx;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import farebox.models.EmbeddingModel;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import farebox.models.TokenTensor;
import farebox.models.cache.OpenModel;
import farebox.models.tensor.Tensor;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A model of texts with DJL over its session. A predictor serves one caller at a time, so idle ones are kept. */
final class OnnxEmbeddingModel implements EmbeddingModel, OpenModel {
    /** More texts in a run gain nothing. */
    private static final int MAX_BATCH = 32;

    /** Bounds what a run takes in memory, which grows with the square of the length. */
    private static final int MAX_BATCH_TOKENS = 2_048;

    private final OnnxTextModel text;
    private final ModelSpec.TextEmbedding spec;
    private final ZooModel<TokenIds, float[]> model;
    private final Pooler pooler;
    private final boolean batchesAlike;
    private final ConcurrentLinkedDeque<Predictor<TokenIds, float[]>> idle = new ConcurrentLinkedDeque<>();

    /** @param batchesAlike whether texts of one length may be run together */
    OnnxEmbeddingModel(
            OnnxTextModel text, ModelSpec.TextEmbedding spec, ZooModel<TokenIds, float[]> model, boolean batchesAlike) {
        this.text = text;
        this.spec = spec;
        this.model = model;
        this.pooler = new Pooler(spec.pooling(), spec.normalise());
        this.batchesAlike = batchesAlike;
    }

    @Override
    public ModelCard card() {
        return text.card();
    }

    @Override
    public TokenIds tokenize(String given) {
        return text.tokenize(given);
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        return text.run(inputs, outputs);
    }

    @Override
    public float[] embed(TokenIds tokens) {
        requireWithinLimits(tokens);
        Predictor<TokenIds, float[]> predictor = idle.poll();
        if (predictor == null) {
            predictor = model.newPredictor();
        }
        try {
            return predictor.predict(tokens);
        } catch (TranslateException e) {
            throw new IllegalStateException("the graph of " + card().ref() + " failed on checked input", e);
        } finally {
            idle.push(predictor);
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
        List<Tensor> inputs = TokenTensor.inputs(card().graph(), texts);
        Tensor hidden = text.run(inputs, List.of(spec.output())).getFirst();
        return pooler.poolRows(hidden);
    }

    /** DJL closes the session that it was given. */
    @Override
    public void close() {
        idle.forEach(Predictor::close);
        text.tokenizer().close();
        model.close();
        NativeHeap.trim();
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
