package farebox.models.onnx;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import farebox.models.EmbeddingModel;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import farebox.models.cache.OpenModel;
import farebox.models.tensor.Tensor;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A model of texts with DJL over its session. A predictor serves one caller at a time, so idle ones are kept. */
final class OnnxEmbeddingModel implements EmbeddingModel, OpenModel {
    private final OnnxTextModel text;
    private final ModelSpec.TextEmbedding spec;
    private final ZooModel<TokenIds, float[]> model;
    private final ConcurrentLinkedDeque<Predictor<TokenIds, float[]>> idle = new ConcurrentLinkedDeque<>();

    OnnxEmbeddingModel(OnnxTextModel text, ModelSpec.TextEmbedding spec, ZooModel<TokenIds, float[]> model) {
        this.text = text;
        this.spec = spec;
        this.model = model;
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

    /** DJL closes the session that it was given. */
    @Override
    public void close() {
        idle.forEach(Predictor::close);
        text.tokenizer().close();
        model.close();
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
