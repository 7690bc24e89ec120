package farebox.models.onnx;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import farebox.models.Manifest;
import farebox.models.ModelCard;
import farebox.models.TokenIds;
import farebox.models.cache.OpenModel;
import java.util.concurrent.ConcurrentLinkedDeque;

/** An open session and its tokenizer. A predictor serves one caller at a time, so idle ones are kept for the next. */
final class OnnxModel implements OpenModel {
    private final Manifest manifest;
    private final ZooModel<TokenIds, float[]> model;
    private final TextTokenizer tokenizer;
    private final ConcurrentLinkedDeque<Predictor<TokenIds, float[]>> idle = new ConcurrentLinkedDeque<>();

    OnnxModel(Manifest manifest, ZooModel<TokenIds, float[]> model, TextTokenizer tokenizer) {
        this.manifest = manifest;
        this.model = model;
        this.tokenizer = tokenizer;
    }

    @Override
    public ModelCard card() {
        return manifest.card();
    }

    @Override
    public TokenIds tokenize(String text) {
        return tokenizer.encode(text);
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
            throw new IllegalStateException("the graph of " + manifest.ref() + " failed on checked input", e);
        } finally {
            idle.push(predictor);
        }
    }

    @Override
    public void close() {
        idle.forEach(Predictor::close);
        model.close();
        tokenizer.close();
    }

    private void requireWithinLimits(TokenIds tokens) {
        if (tokens.count() < 1 || tokens.count() > manifest.maxTokens()) {
            throw new IllegalArgumentException("the caller checks the length: " + tokens.count());
        }
        for (long id : tokens.ids()) {
            if (id < 0 || id >= manifest.vocabulary()) {
                throw new IllegalArgumentException("the caller checks the vocabulary: " + id);
            }
        }
    }
}
