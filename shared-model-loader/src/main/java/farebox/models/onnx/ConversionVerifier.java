package farebox.models.onnx;

import ai.onnxruntime.OrtException;
import farebox.kernel.InvalidRequest;
import farebox.models.TensorSchema;
import farebox.models.TokenIds;
import farebox.models.publish.EmbeddingSettings;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Runs a graph as it was given, to learn what it does and to compare what was made of it. */
final class ConversionVerifier {
    private static final List<String> TEXTS =
            List.of("The cat sits on the mat.", "Quarterly revenue rose by four percent.", "Größe 42 – naïve café, 東京");
    private static final float TOLERANCE = 1e-5f;

    private final OnnxSession given;
    private final EmbeddingSettings settings;
    private final Pooler pooler;
    private final TokenIds longest;

    ConversionVerifier(OnnxSession given, EmbeddingSettings settings, int vocabulary) {
        this.given = given;
        this.settings = settings;
        this.pooler = new Pooler(settings.pooling(), settings.normalise());
        long[] ids = new long[settings.maxTokens()];
        // The last word, as often as the model says it can take: the ends of both tables are reached.
        Arrays.fill(ids, vocabulary - 1L);
        this.longest = new TokenIds(ids);
    }

    /** @throws InvalidRequest if the graph does not take as many tokens, or as large ones, as was said */
    TensorSchema output(TensorSchema declared) {
        try {
            int dimensions = given.run(longest, declared.name()).remaining() / longest.count();
            return new TensorSchema(declared.name(), declared.type(), List.of(-1L, -1L, (long) dimensions));
        } catch (OrtException e) {
            throw new InvalidRequest("the graph does not take " + longest.count() + " tokens of that vocabulary");
        }
    }

    /** @throws InvalidRequest if the other session gives other embeddings */
    void compare(OnnxSession other, TextTokenizer tokenizer, TensorSchema output) throws OrtException {
        for (String text : TEXTS) {
            TokenIds tokens = shortened(tokenizer.encode(text));
            float[] expected = embedding(given, tokens, output);
            float[] actual = embedding(other, tokens, output);
            for (int i = 0; i < expected.length; i++) {
                if (!(Math.abs(expected[i] - actual[i]) <= TOLERANCE)) {
                    throw new InvalidRequest("optimising the graph changes its answers by more than " + TOLERANCE);
                }
            }
        }
    }

    private float[] embedding(OnnxSession session, TokenIds tokens, TensorSchema output) throws OrtException {
        FloatBuffer hidden = session.run(tokens, output.name());
        return pooler.pool(hidden, tokens.count());
    }

    private TokenIds shortened(TokenIds tokens) {
        return tokens.count() <= settings.maxTokens()
                ? tokens
                : new TokenIds(Arrays.copyOf(tokens.ids(), settings.maxTokens()));
    }
}
