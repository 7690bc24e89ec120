package farebox.training.neural.language;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.training.export.OnnxSessions;
import java.util.random.RandomGenerator;

/** Writes on behind a prompt with the served graph: the prompt is computed once, and then one token at a time. */
public final class TextGenerator implements AutoCloseable {
    private final LanguageModel model;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    public TextGenerator(LanguageModel model) {
        this.model = model;
        this.session = OnnxSessions.open(model.toGraph(), 1);
    }

    /**
     * The tokens that follow a prompt; fewer than wanted where prompt and text together reach what the model can see.
     *
     * @throws IllegalArgumentException when the prompt has no token or more than the model can see
     */
    public int[] generate(int[] prompt, int count, TokenChoice choice, RandomGenerator random) {
        if (prompt.length == 0 || prompt.length > model.maxLength()) {
            throw new IllegalArgumentException(
                    "a prompt has 1 to %d tokens, not %d".formatted(model.maxLength(), prompt.length));
        }
        int[] tokens = new int[Math.min(count, model.maxLength() - prompt.length + 1)];
        try (GenerationCache cache = new GenerationCache(environment, session, model.network())) {
            float[] logits = cache.advance(prompt);
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = choice.choose(logits, random);
                logits = i + 1 < tokens.length ? cache.advance(tokens[i]) : logits;
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to run the language model", e);
        }
        return tokens;
    }

    /** The scores behind each of these tokens, one token at a time. */
    float[] scores(int[] tokens) {
        int vocabulary = model.tokenizer().vocabulary();
        float[] scores = new float[tokens.length * vocabulary];
        try (GenerationCache cache = new GenerationCache(environment, session, model.network())) {
            for (int i = 0; i < tokens.length; i++) {
                System.arraycopy(cache.advance(tokens[i]), 0, scores, i * vocabulary, vocabulary);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to run the language model", e);
        }
        return scores;
    }

    /** Text in, text out. */
    public String generate(String prompt, int count, TokenChoice choice, RandomGenerator random) {
        return model.tokenizer().decode(generate(model.tokenizer().encode(prompt), count, choice, random));
    }

    @Override
    public void close() {
        OnnxSessions.close(session);
    }
}
